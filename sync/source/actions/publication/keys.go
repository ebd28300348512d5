package publication

import (
	"slices"
	"strings"
	"sync"

	"github.com/followthrough/followthrough/sync/review"
	"github.com/followthrough/followthrough/sync/source/actions/words"
)

// keyKind is what a key says of publication.
type keyKind int

const (
	otherKey      keyKind = iota
	dayKey                // of the day, beside those that settings name
	draftKey              // its "no" says that a document is published
	unfinishedKey         // its "yes" says that it is a draft
	releaseKey            // its "no" does, and its "yes" says nothing
	statusKey             // its words say how far it has come
	tagKey                // one of its words may be that it is a draft
	unlistedKey           // it ends as those of a status do
	keyKinds
)

// kinds are the kinds of the keys that are known, squashed.
var kinds = sync.OnceValue(func() map[string]keyKind {
	out := map[string]keyKind{}
	for kind, lists := range map[keyKind][][]string{
		dayKey: {split(days)}, draftKey: {{"draft", "is draft"}}, unfinishedKey: {split(unfinished)}, releaseKey: {split(release)}, statusKey: {words.StatusKeys, split(status)}, tagKey: {split(tags)}, unlistedKey: {split(seen)},
	} {
		for _, key := range slices.Concat(lists...) {
			out[words.Squashed(key)] = kind
		}
	}
	return out
})

func split(list string) []string {
	all := strings.Split(list, ",")
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	return all
}

// isDraftKey tells whether a key asks for true or false.
func isDraftKey(key string) bool { return kinds()[words.Squashed(key)] == draftKey }

// statusEnds end the keys of a status that nobody listed.
var statusEnds = []string{"status", "state", "estado", "statut"}

// The keys by what they are, beside those that package words has.
const (
	days = `publish on, published on, to be published, to be published on, publication, publication day, planned publication, scheduled publication, public on, go live, embargo until, embargoed until, under embargo until, embargo,
		fecha de publicación, fecha de publicacion, data de publicação, date de publication, publié le, veröffentlichungsdatum, veröffentlicht am, data di pubblicazione, publicatiedatum, publiceringsdatum, udgivelsesdato, publiseringsdato, julkaisupäivä,
		data publikacji, datum zveřejnění, datum publikace, yayın tarihi, дата публикации, дата публікації, 게시일, 공개일, 公開日, 公開予定日, 发布日期, 公开日期, ngày xuất bản, ngày công bố, tanggal publikasi, tanggal terbit`
	status = `approval status, approval state, approval, publishing status, publish status, publish state, publication state, release status, release state,
		editorial status, content status, page status, post status, article status, workflow, workflow status, workflow state, lifecycle, document state, doc
		state, report state, review state, rca status, pir status, retro status, retrospective status, sign off, sign-off, signoff, review, peer review, internal review, legal review, security review, review outcome, maturity, revisión, revisão, relecture, prüfung, freigabe, revisione, beoordeling, granskning, gennemgang, gjennomgang, katselmointi, przegląd, inceleme, ревью, согласование, レビュー, レビュー状況, 承認状況, 审批状态, 审核状态, 评审, 评审状态, 검토, 승인 상태, duyệt, peninjauan, status of this
		document, status of the document, status of document, status of report, status of this report, state, stage, phase, version, document version,
		revision, estado de publicación, estado de publicacion, estado da publicação, estado de publicação, situação, état du document, statut du document,
		statut de publication, dokumentstatus, veröffentlichungsstatus, bearbeitungsstand, stand, stato, stato del documento, stato di pubblicazione,
		toestand, tillstånd, dokumentets status, tila, julkaisutila, stan, stan dokumentu, stav, stav dokumentu, durum, durumu, belge durumu, статус,
		состояние, статус документа, стан, статус документу, 상태, 문서 상태, 게시 상태, 状態, 公開状態, 公開状況, 文書の状態, 文档状态, 文件状态, 发布状态, 狀態, 發佈狀態, trạng thái, tình trạng,
		trạng thái tài liệu, status dokumen, status publikasi`
	release = `public, is public, listed, is listed, live, is live, released, is released, public release, publicly released, released publicly, ready, is ready, ready to publish, ready for publication, ready for release, ready to share,
		publishable, approved, is approved, approved by, approver, approvers, approved on, approved at, reviewed by, reviewer, reviewers, reviewed on, reviewed at, signed off, signed off by, sign off by, approvals, approved for release, approved for publication, approved to publish, reviewed, is reviewed, finalized, finalised,
		is final, final, publicado, publicada, aprobado, aprobado por, revisado por, aprobada, aprovado, aprovado por, publié, approuvé, approuvé par, validé, validé par, relu par, veröffentlicht, freigegeben, freigegeben von, freigegeben durch, genehmigt, genehmigt von, geprüft von, pubblicato, approvato, approvato da, revisionato da, gepubliceerd, goedgekeurd, goedgekeurd door, beoordeeld door, godkänd, godkänd av, granskad av, godkendt, godkendt af, godkjent, godkjent av, hyväksytty, hyväksyjä, zatwierdzone, zatwierdzony, zatwierdził, schváleno, schválil, onaylandı, onaylayan, согласовано, согласовал, утверждено, утвердил, затверджено, погоджено, 승인, 승인자, 검토자, 承認, 承認済み, 承認者, レビュー済み, レビュアー, 批准, 批准人, 审批, 审批人, 审核, 审核人, 评审人, đã duyệt, đã phê duyệt, người duyệt, người phê duyệt, disetujui, disetujui oleh, penyetuju,
		publicerad, udgivet, publisert, julkaistu, opublikowano, opublikowany, publikováno, zveřejněno, yayınlandı, yayımlandı, опубликовано, опубликован,
		опубліковано, 게시 여부, 공개 여부, 게시됨, 公開, 公開済み, 已发布, 是否发布, đã xuất bản, đã công bố, diterbitkan, dipublikasikan`
	unfinished = `ready for review, unlisted, is unlisted, under embargo, wip, is wip, work in progress, in progress, unpublished, in review, needs review, is template, template, borrador, rascunho, brouillon, entwurf,
		bozza, concept, utkast, udkast, luonnos, szkic, koncept, taslak, черновик, чернетка, 초안, 下書き, 草稿, bản nháp, draf`
	// seen say who may see a document, and now and then that nobody may yet.
	seen = `visibility, audience, access, distribution, sharing, visibilidad, visibilidade, visibilité, sichtbarkeit, visibilità, zichtbaarheid, synlighet, synlighed, näkyvyys, widoczność, viditelnost, görünürlük, видимость, видимість, 공개 범위, 公開範囲, 可见性, 可见范围, 公开范围`
	tags = `tags, tag, labels, label, keywords, categories`
)

// tagsDraft tells whether tags, one or several, are of a draft.
func tagsDraft(value string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(review.Fold(value), func(r rune) bool { return strings.ContainsRune(",;[]'\"、，#", r) }), func(tag string) bool {
		ws := wordsOf(tag[strings.LastIndexByte(tag, '/')+1:])
		return len(ws) > 0 && (whole(known().drafts, strings.TrimLeft(strings.TrimSpace(tag), "#"), ws) || strings.Join(ws, " ") == "in review" || strings.Join(ws, " ") == "work in progress")
	})
}

// saysDraft tells whether the value of a key that nobody listed is a draft's word, and
// no more.
func saysDraft(value string) bool {
	clause := cleaned(value)
	ws := wordsOf(clause)
	return len(ws) > 0 && (whole(known().drafts, clause, ws) || ws[0] == "draft")
}

// isStatusKey tells whether a key's words say how far a document has come.
func isStatusKey(key string) bool { return kinds()[words.Squashed(key)] == statusKey }
