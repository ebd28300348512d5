package publication

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/followthrough/followthrough/sync/review"
)

// The words, by language, in the order in which languages are named in
// docs/extraction.md: en, es, pt, fr, de, it, nl, sv, da, no, fi, pl, cs, tr, ru,
// uk, ko, ja, zh, vi, id. A comma parts them; a star ends the beginning of a word.
const (
	// drafts are nouns that say so wherever they stand in a status.
	drafts = `draft, drafts, drafting, wip, w i p, unpublished, un published, unfinished, unreviewed, unapproved,
		borrador, borradores, sin publicar, rascunho, rascunhos, brouillon, brouillons, non publié, non publiée, entwurf, rohentwurf, unveröffentlicht,
		bozza, bozze, kladversie, conceptversie, ongepubliceerd, utkast, opublicerad, opublicerat, udkast, kladde, upubliceret, upublisert, luonnos, julkaisematon, keskeneräinen,
		wersja robocza, nieopublikowan*, rozpracov*, nepublikován*, nezveřejněn*, taslak, taslağı, yayınlanmadı, yayımlanmadı, yayınlanmamış, yayımlanmamış,
		черновик*, черновая, неопубликован*, чернетка, чернетки, неопублікован*, 초안, 미게시, 미발행, 미공개, 미완성, 가안,
		下書き, ドラフト, 草案, 未公開, 未発行, 未完成, 未承認, 未確定, 公開前, 公開待ち, 草稿, 初稿, 未发布, 未發佈, 未發布, 未公开, 未定稿, 征求意见稿, 送审稿,
		bản nháp, nháp, bản thảo, dự thảo, draf`
	// weak are such words that mean something else, too: they count where they begin
	// a status, or are all of a title's part.
	weak = `preliminary, preliminary report, preliminary findings, preliminary analysis, preliminary version, outline, embargo*, minuta, ébauche, preliminar, provisoire, vorläufig, provvisori*, provisori*, concept, koncept, klad, voorlopig*, kladd, preliminär*, foreløbig*, foreløpig*,
		kesken, alustava, szkic, robocz*, wstępn*, návrh, předběžn*, предварительн*, попередн*, 임시, 暫定, 仮, たたき台, 暂定, konsep, rancangan, ร่าง, مسودة`
	// openers begin a status that says what a document is in, or waits for.
	openers = `in progress, inprogress, work in progress, in the works, in review, inreview, in draft, under review, under construction, being reviewed, being written, needs review, need review, ready for review, for review, out for review, open for comments, open for comment, open for review, open for feedback, open for discussion, request for comments, request for comment, collecting feedback, needs work, needs more work, needs approval, under discussion, in discussion, being drafted, being edited, being prepared, being finalised, being finalized, in preparation,
		in abstimmung, zur abstimmung, in vorbereitung, in bearbeitung, in arbeit, in prüfung, in überprüfung, im review, zur prüfung, zur freigabe, zur durchsicht, en curso, en progreso, en proceso, en revisión, en elaboración, en redacción, abierto a comentarios, abierta a comentarios, en discusión, por aprobar, por publicar, por revisar,
		em andamento, em progresso, em revisão, em elaboração, em redação, aberto a comentários, em discussão, em aprovação, por publicar, a publicar, en cours, en relecture, en révision, en rédaction, ouvert aux commentaires, en discussion, à valider, à relire, à publier,
		in corso, in lavorazione, in revisione, in redazione, aperto ai commenti, in discussione, da pubblicare, da approvare, da rivedere, in bewerking, in behandeling, ter review, ter beoordeling, wordt gereviewd, wordt beoordeeld,
		pågående, under arbete, under granskning, under utarbetande, under udarbejdelse, under gennemgang, under behandling, i gang, under arbeid, under utarbeidelse, under gjennomgang, under arbejde, pågår, til gjennomgang, til gennemgang,
		työn alla, tarkistettavana, katselmoitavana, arvioitavana, hyväksyttävänä, w trakcie, w toku, w przygotowaniu, w recenzji, do recenzji, do przeglądu, do akceptacji, do zatwierdzenia,
		probíhá, ve zpracování, v revizi, v přípravě, ke kontrole, ke schválení, devam ediyor, hazırlanıyor, inceleniyor, incelemede, inceleme aşamasında, gözden geçiriliyor, yazılıyor,
		в работе, в процессе, в разработке, на ревью, на рассмотрении, на согласовании, на проверке, на утверждении, в роботі, у роботі, в процесі, у процесі, на рев ю, на розгляді, на перевірці, на погодженні, на обсуждении, на обговоренні, в обсуждении,
		작성 중, 작성중, 진행 중, 진행중, 검토 중, 검토중, 리뷰 중, 리뷰중, 편집 중, 검토 대기, 승인 대기, 리뷰 대기, 게시 전, 공개 전, 발행 전, 논의 중, 의견 수렴 중,
		作成中, 執筆中, 編集中, レビュー中, レビュー待ち, 承認待ち, 確認中, 確認待ち, 進行中, 作業中, 査読中, コメント募集中, 検討中, 起草中, 撰写中, 编写中, 編寫中, 编辑中, 进行中, 审核中, 審核中, 评审中, 評審中, 审阅中, 待审, 待評審, 待评审, 待发布, 待發佈, 待批准, 待确认, 待审批, 待审核, 审批中, 讨论中, 征求意见中,
		đang soạn*, đang viết, đang thực hiện, đang tiến hành, đang xem xét, đang duyệt, đang rà soát, chờ duyệt, chờ phê duyệt, chờ xem xét, chờ xuất bản, chờ công bố, dalam proses, sedang dikerjakan, sedang ditulis, sedang ditinjau, dalam peninjauan, dalam tinjauan, menunggu persetujuan, đang thảo luận, đang lấy ý kiến`
	// waits begin what a document waits for, where an ending follows.
	waits = `pending, awaiting, waiting for, waiting on, to be, ready for, for, needs, requires, pendiente de, a la espera de, esperando, pendente de, aguardando, à espera de, en attente de, en attente d, wartet auf, warten auf, in attesa di, in attesa d, wacht op, wachten op, väntar på, inväntar, afventer, venter på, odottaa,
		oczekuje na, czeka na, čeká na, ожидает, ждет, ждёт, очікує, чекає на, menunggu`
	// endings are what a document becomes when it is one no more.
	endings = `review*, publi*, approv*, releas*, sign*, finali*, complet*, edit*, revisión, aprobación, revisão, aprovação, relecture, validation, révision, approbation, freigabe, prüfung, veröffentlich*, revisione, approvazion*, pubblicazion*, goedkeuring, beoordeling, publicatie, granskning, godkän*, godken*, godkjen*, gennemgang, gjennomgang, udgivelse, offentlig*,
		hyväksy*, julkais*, tarkist*, katselmo*, akceptac*, przegląd*, publikac*, zatwierdzen*, recenzj*, schválen*, reviz*, zveřejněn*, публикаци*, проверк*, согласован*, утвержд*, ревью, публікаці*, перевірк*, затвердж*, погодж*, tinjauan, persetujuan, publikasi, penerbitan`
	// notYet say so wherever they stand.
	notYet = `not yet, yet to be, never published, aún no, aun no, todavía no, ainda não, pas encore, noch nicht, noch kein, noch keine, non ancora, ancora non, nog niet, ännu inte, inte ännu, endnu ikke, ikke endnu, ennå ikke, ikke ennå, enda ikke, ikke enda,
		ei vielä, jeszcze nie, ještě ne*, zatím ne*, dosud ne*, henüz, ещё не, еще не, пока не, ще не, поки не, поки що не, 아직, まだ, 尚未, 还未, 還未, 还没, 還沒, 暂未, 暫未, chưa, belum`
	// nots deny a word of endsAs behind them.
	nots = `not, isn t, hasn t, no, não, nao, non, n est pas, nicht, niet, ej, inte, ikke, ei, nie, není, не, tidak`
	// endsAs are what a document is once it is no draft.
	endsAs = `published, publish, publishing, publication, released, release, final, finalised, finalized, ready, complete, completed, finished, approved, reviewed, signed, public, publicado, publicada, final, aprobado, aprobada, revisado, revisada, aprovado, aprovada, publié, publiée, validé, validée, relu, approuvé, approuvée, definitif, définitif,
		veröffentlicht, freigegeben, geprüft, fertig, pubblicato, pubblicata, approvato, approvata, gepubliceerd, goedgekeurd, definitief, publicerad, publicerat, klar, godkänd, godkänt, udgivet, offentliggjort, godkendt, færdig, publisert, offentliggjort, godkjent, ferdig, julkaistu, valmis, hyväksytty,
		opublikowan*, zatwierdzon*, gotow*, publikován*, zveřejněn*, schválen*, hotov*, опубликован*, утвержден*, утверждён*, готов*, опублікован*, затверджен*, dipublikasikan, diterbitkan, disetujui, selesai`
	// finals begin a status of what is published.
	finals = `published, final, public, finalized, finalised, approved, publicado, publicada, publicados, publié, publiée, veröffentlicht, freigegeben, pubblicato, pubblicata, gepubliceerd, definitief, publicerad, publicerat, udgivet, offentliggjort, publisert, julkaistu, opublikowan*, publikován*, zveřejněn*, yayınlandı, yayımlandı,
		опубликован*, опублікован*, 게시됨, 공개됨, 발행됨, 확정, 公開済み, 公開, 确定, 已发布, 已發佈, 发布, đã xuất bản, đã công bố, dipublikasikan, diterbitkan`
	// unready are whole statuses that say so by themselves.
	unready = `rfc, proposed, outstanding, none yet, nobody yet, no one yet, not assigned, 未, 未定, 未审批, 未审核, 未レビュー, 待定, 미정, chưa có, belum ada, in attesa, in afwachting, afventer, venter, avventer, čeká, ожидает, ожидается, очікує, offen, review, reviewing, pending, hidden, todo, to do, tbd, tba, stub, private, incomplete, non final, pendiente, pendente, en attente, ausstehend, ej klar, ikke klar, väntar, odottaa, bekliyor, onay bekliyor, inceleme bekliyor, oczekuje, 대기, 보류`
	// certain open a title of a draft, whatever follows.
	certain = `draft, wip, entwurf, brouillon, borrador, rascunho, bozza, utkast, udkast, luonnos, taslak, черновик, чернетка, wersja robocza, unpublished, bản nháp, nháp, 초안, 下書き, 草稿, ドラフト`
	// shows, papers and joins are the words of a sentence about the document itself;
	// itself has those of scripts that part no words.
	shows  = `this, the present, dieses, dieser, diese, ce, cet, cette, este, esta, esto, questo, questa, dit, deze, det här, den här, detta, denna, dette, denne, tämä, ten dokument, ta strona, to jest, ten raport, tento, tato, toto, bu, этот, эта, это, данный, цей, ця, це, tài liệu này, bản này, dokumen ini, laporan ini`
	papers = `document, doc, page, report, post mortem, postmortem, review, write up, writeup, rca, retrospective, retro, file, version, note, analysis, pir, coe, dokument, bericht, seite, rapport, analyse, documento, informe, página, relatório, pagina, rapporto, verslag, sida, side, raportti, asiakirja, dokumentti, raport, dokumentem, zpráva, belge, rapor, belgede, документ, отчет, отчёт, постмортем, звіт, tài liệu này, bản này, dokumen ini, laporan ini`
	joins  = `is, s, are, has, have, been, still, a, an, the, currently, only, just, first, early, rough, internal, very, remains, considered, at, present, now, ist, sich, befindet, noch, ein, eine, derzeit, aktuell, est, encore, un, une, toujours, actuellement, es, está, aún, todavía, é, ainda, uma, um, è, ancora, una, een, nog, steeds, är, fortfarande, ett, en, er, et, fortsatt, stadig, on, vielä, yhä, jest, jeszcze, je, zatím, stále, bir, hâlâ, halen, является, еще, ещё, пока, ще, là, một, vẫn, đang, adalah, masih, sebuah`
	itself = `本文档, 本文, 此文档, 本报告, 此报告, 该文档, 本文件, 本報告, このドキュメント, この文書, 本書, この資料, このレポート, この報告, このページ, 이 문서, 본 문서, 이 보고서, 본 보고서`
	// mild are words that may stand around a draft's word in a title or a line of its
	// own, and say nothing beside it.
	mild = `a, an, the, this, is, still, only, currently, now, first, second, initial, early, rough, internal, preliminary, working, version, rev, revision, v, draft, of, post, mortem, mortems, postmortem, pm, report, review, rca, retrospective, retro, incident, document, doc, writeup, write, up, analysis, for, comments, discussion, feedback, do, not, share, distribute, publish, circulate, copy,
	bericht, informe, rapport, rapporto, relatório, rapor, raport, zpráva, отчет, отчёт, постмортем, звіт, in, en, em, un, una, um, ein, eine, une, der, die, das, le, la, el, o`
	// denials before a draft's word say that it is one no more.
	denials = `not, no, longer, was, from, isn t, nie, kein, keine, nicht, plus, pas, non, não, ya no, geen, niet, inte, ikke, ei, není, не, değil, bukan, bukanlah`
)

// phrases are words of one meaning, by the first word of each.
type phrases struct {
	by    map[string][][]string
	stems map[string][][]string // of those whose first word is a beginning, by its first three letters
	signs []string              // of scripts that part no words
}

// phrasesOf reads a list of words.
func phrasesOf(list string) phrases {
	p := phrases{by: map[string][][]string{}, stems: map[string][][]string{}}
	for _, text := range strings.Split(list, ",") {
		text = strings.TrimSpace(text)
		if unparted(text) {
			p.signs = append(p.signs, review.Fold(text))
			continue
		}
		ws := strings.Fields(strings.ReplaceAll(review.Fold(text), "*", "\u0001"))
		for i := range ws {
			ws[i] = strings.ReplaceAll(ws[i], "\u0001", "*")
		}
		if stem, is := strings.CutSuffix(ws[0], "*"); is {
			p.stems[head(stem)] = append(p.stems[head(stem)], ws)
		} else {
			p.by[ws[0]] = append(p.by[ws[0]], ws)
		}
	}
	return p
}

// head are the first three letters of a word.
func head(word string) string {
	n := 0
	for i := range word {
		if n == 3 {
			return word[:i]
		}
		n++
	}
	return word
}

// unparted tells whether a text holds letters of a script that parts no words, or
// ties others to them.
func unparted(text string) bool {
	return holdsFar(text) && strings.ContainsFunc(text, func(r rune) bool {
		return r >= thai && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
	})
}

// thai is the first letter of the scripts that part no words.
const thai = '\u0e01'

// holdsFar tells whether a text holds a sign of three bytes or more, as theirs are.
func holdsFar(text string) bool {
	for i := range len(text) {
		if text[i] >= 0xe0 {
			return true
		}
	}
	return false
}

// at is how many words one of the phrases has that stands at the i-th; 0: none does.
func (p phrases) at(ws []string, i int) int {
	best := 0
	for _, all := range [][][]string{p.by[ws[i]], p.stems[head(ws[i])]} {
		for _, phrase := range all {
			if len(phrase) > best && stands(phrase, ws[i:]) {
				best = len(phrase)
			}
		}
	}
	return best
}

func stands(phrase, ws []string) bool {
	if len(phrase) > len(ws) {
		return false
	}
	for i, w := range phrase {
		if stem, is := strings.CutSuffix(w, "*"); w != ws[i] && (!is || !strings.HasPrefix(ws[i], stem)) {
			return false
		}
	}
	return true
}

// in tells where a sign of the phrases stands in a folded text; -1: nowhere.
func (p phrases) in(text string) int {
	if len(p.signs) == 0 || !unparted(text) {
		return -1
	}
	for _, s := range p.signs {
		if i := strings.Index(text, s); i >= 0 {
			return i
		}
	}
	return -1
}

// nearly tells whether a folded text is one of the signs, and at most two letters of
// a version or a verb beside it.
func (p phrases) nearly(text string) bool {
	for _, s := range p.signs {
		if before, after, is := strings.Cut(text, s); is && len(wordsOf(before)) == 0 && len([]rune(strings.Join(wordsOf(after), ""))) <= 2 {
			return true
		}
	}
	return false
}

// vocabulary are all phrases.
type vocabulary struct {
	drafts, weak, openers, waits, endings, notYet, nots, endsAs, finals, unready, denials, mild, certain, shows, papers, joins, itself phrases

	// firsts are the first words of what a title or a line says of a draft, and heads
	// their first letters: true: those of the beginning of a word. opens are the first
	// bytes of both, by which most words are told to be neither.
	firsts, heads map[string]bool
	opens         [1 << 15]bool

	// telling are the phrases without one of which, and without a script that parts no
	// words, nothing in a title or a line says that a document is a draft; waits and nots
	// do so only before others.
	telling []phrases
}

// mayTell tells whether a folded text may say so: most texts hold not even the first
// word of what does.
func (v *vocabulary) mayTell(text string) bool {
	var room [64]string
	return v.tells(addWords(room[:0], text)) || unparted(text)
}

// isFirst tells whether a word is the first of what tells, or begins like one.
func (v *vocabulary) isFirst(w string) bool {
	if !v.opens[startOf(w)] {
		return false
	}
	beginning, is := v.heads[head(w)]
	return is && (beginning || v.firsts[w])
}

// startOf is a number for the first three bytes of a word.
func startOf(w string) int {
	n := 0
	for i := range min(3, len(w)) {
		n = n<<5 | int(w[i]&31)
	}
	return n
}

// tells tells whether what stands behind one of these words may say so.
func (v *vocabulary) tells(ws []string) bool {
	for i, w := range ws {
		if !v.isFirst(w) {
			continue
		}
		if slices.ContainsFunc(v.telling, func(p phrases) bool { return p.at(ws, i) > 0 }) || awaits(ws, i) > 0 || v.nots.at(ws, i) > 0 && v.mayEnd(ws[i:]) {
			return true
		}
	}
	return false
}

// mayEnd tells whether one of the words that follow a denial is of what a document
// becomes.
func (v *vocabulary) mayEnd(ws []string) bool {
	for i := range ws[:min(len(ws), maxDenied)] {
		if ws[i] == "yet" || v.endsAs.at(ws, i) > 0 {
			return true
		}
	}
	return false
}

// maxDenied is how many words from a denial on are looked at.
const maxDenied = 12

// known reads the lists once.
var known = sync.OnceValue(func() *vocabulary {
	v := &vocabulary{
		drafts: phrasesOf(drafts), weak: phrasesOf(weak), openers: phrasesOf(openers), waits: phrasesOf(waits), endings: phrasesOf(endings),
		notYet: phrasesOf(notYet), nots: phrasesOf(nots), endsAs: phrasesOf(endsAs), finals: phrasesOf(finals), unready: phrasesOf(unready),
		denials: phrasesOf(denials), mild: phrasesOf(mild), certain: phrasesOf(certain), shows: phrasesOf(shows), papers: phrasesOf(papers),
		joins: phrasesOf(joins), itself: phrasesOf(itself), firsts: map[string]bool{}, heads: map[string]bool{},
	}
	v.telling = []phrases{v.drafts, v.weak, v.openers, v.notYet, v.certain}
	tell := append(slices.Clip(v.telling), v.waits, v.nots)
	for _, p := range tell {
		for first := range p.by {
			v.firsts[first], v.heads[head(first)] = true, false
			v.opens[startOf(first)] = true
		}
	}
	for _, p := range tell {
		for letters := range p.stems {
			v.heads[letters], v.opens[startOf(letters)] = true, true
		}
	}
	return v
})
