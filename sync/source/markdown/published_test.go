package markdown

import (
	"testing"
	"time"
)

// publishedOf is what a document says of its own publication, in a word.
func publishedOf(doc string) string {
	switch p := Read([]byte(doc), Settings{}).Published; {
	case p == nil:
		return "unknown"
	case *p:
		return "true"
	}
	return "false"
}

// below is a document with lines below its title.
func below(lines string) string {
	return "# Mail outage\n\n" + lines + "\n\n## Action items\n\n- Add a probe\n"
}

func front(lines string) string { return "---\n" + lines + "\n---\n\n" + below("Mail was down.") }

func titled(title string) string {
	return "# " + title + "\n\nMail was down.\n\n## Action items\n\n- Add a probe\n"
}

// Whatever says "not yet" is a draft: in lines, tables, front matter and titles, in
// every language of the vocabulary.
func TestDrafts(t *testing.T) {
	for _, doc := range []string{
		// lines "Key: value"
		below("**Date:** 2026-04-26\n**Publication status:** Draft"), below("**Status:** Open - draft, not for release"), below("**Status:** in-review"), below("**Status:** work_in_progress"),
		below("- **Status**: 🚧 Draft"), below("**Status:** :construction: WIP"), below("**Status:** :memo: Draft"), below("📝 **Status:** Draft"), below(":memo: Status: draft"), below("**Status:** ✏️ In review"),
		below("**Status:** Not published yet"), below("**Status:** pending review"), below("**Status:** Resolved (pending review)"), below("**Status:** Complete, awaiting approval"), below("**Status:** Resolved; post-mortem not yet reviewed"),
		below("**Review status:** to be reviewed"), below("**Approval status:** not approved"), below("**Approved:** no"), below("**Ready for publication:** No"), below("**Document state:** Under review"), below("**Version:** 0.3 (draft)"),
		below("**State:** draft"), below("**Release status:** not-released"), below("**Post-mortem review status:** Draft"), below("**Public release:** false"), below("**Date:** 2026-04-26 | **Status:** Draft | **Owner:** sre"), below("Date: 2026-04-26 · Status: In review"),
		below("| Field | Value |\n|---|---|\n| Severity | SEV-2 |\n| Document status | In Review |"), below("| Severity | SEV-2 | Status | 📝 Draft |\n|---|---|---|---|\n| Team | sre | Date | 2026-04-26 |"),
		below("**Published:** not yet"), below("**Publication date:** TBD"), below("**Publication date:** pending"),
		// lines of their own
		below("DRAFT"), below("> **Draft**"), below("> [!WARNING]\n> This post-mortem is a draft."), below("*This document is still a work in progress.*"), below("🚧 Work in progress 🚧"), below("⚠️ Not yet published"), below("This post-mortem has not been published yet."),
		below("**Not for release.**"), below("DRAFT - do not share"), below("_This report is currently under review by the platform team._"), below("In review by the platform team"), below("This page is a rough first draft, please comment."), below("> Draft. Not yet reviewed."),
		below("Ce document est encore un brouillon."), below("Dieses Dokument ist noch ein Entwurf."), below("Este documento es un borrador."), below("Este relatório ainda não foi publicado."), below("Questo documento è ancora una bozza."), below("Deze pagina is nog een concept."),
		below("本文档为草稿。"), below("このドキュメントは下書きです。"), below("이 문서는 초안입니다."), below("Этот документ ещё не опубликован."), below("Dokumen ini masih draf."),
		// front matter
		front("public_release: false"), front("approval_status: not-approved"), front("status: in-review"), front("status: work_in_progress"), front("tags: [outage, draft]"), front("wip: true"), front("state: draft"), front("publication_status: draft"), front("release-status: unreleased draft"),
		front("workflow: {state: in_review}\nstatus: draft"), front("pm_status: draft"), front("published: false"), front("publish: no"), front("approved: false"), front("ready_to_publish: false"), front("reviewed: 'no'"), front("stage: draft"), front("version: 0.1-draft"),
		front("title: 'Mail outage (draft)'"), front("title: '[WIP] Mail outage'"),
		"{\"title\": \"Mail outage\", \"draft\": true}\n\n" + below("x"), "{\n  \"title\": \"Mail outage\",\n  \"status\": \"in-review\"\n}\n" + below("x"), ";;;\n{\"draft\": true}\n;;;\n" + below("x"), ";;;\n\"title\": \"Mail\",\n\"draft\": true\n;;;\n" + below("x"),
		"\"title\": \"Mail\",\n\"draft\": true\n;;;\n" + below("x"), "---json\n{\"published\": false}\n---\n" + below("x"), "+++\nstatus = \"pending review\"\n+++\n" + below("x"), "+++\n[extra]\ndraft = true\n+++\n" + below("x"), "{\"draft\": true\n\n" + below("x"),
		"export const post = {\n  draft: true,\n  date: '2024-11-19',\n}\n\n" + below("x"),
		// titles
		titled("Draft: Mail outage"), titled("DRAFT Mail outage"), titled("[DRAFT] Mail outage"), titled("(WIP) Mail outage"), titled("Mail outage – draft"), titled("Mail outage — DRAFT v0.1"), titled("Mail outage - WIP"), titled("Mail outage [in review]"), titled("Mail outage (not yet published)"),
		titled("Mail outage ‒ work in progress"), titled("Mail outage | Draft"), titled("🚧 Mail outage"), titled(":construction: Mail outage"), titled("✏️ Draft - Mail outage"), titled("Mail outage: post-mortem (first draft)"), titled("Draft post-mortem of the mail outage"), titled("Mail outage (needs review)"),
		titled("Mail outage ~ unpublished"), titled("Mail outage (pending approval)"), titled("Mail outage post-mortem draft"), titled("Preliminary report: mail outage"), titled("Draft Checkout outage"), titled("Mail outage — draft for review"), titled("_Draft_ Mail outage"), titled("Mail outage −Draft−"),
		titled("Borrador: caída del correo"), titled("Caída del correo (en revisión)"), titled("Rascunho – queda do e-mail"), titled("Panne du courriel (brouillon)"), titled("Entwurf: Ausfall der Post"), titled("Ausfall der Post (in Bearbeitung)"), titled("Bozza - guasto della posta"), titled("Storing (concept)"),
		titled("Avbrott – utkast"), titled("Udkast: nedbrud"), titled("Utkast: nedetid"), titled("Katko (luonnos)"), titled("Awaria – wersja robocza"), titled("Výpadek (návrh)"), titled("Kesinti (taslak)"), titled("Черновик: сбой почты"), titled("Чернетка: збій пошти"), titled("메일 장애 (초안)"), titled("【下書き】メール障害"), titled("邮件故障（草稿）"), titled("Sự cố thư (bản nháp)"), titled("Gangguan surel (draf)"),
	} {
		if got := publishedOf(doc); got != "false" {
			t.Errorf("%s: %q", got, doc)
		}
	}
}

// forms are a key with its value wherever a document can give it: front matter in YAML,
// TOML and JSON, a table, a bold line, a list.
func forms(key, value string) []string {
	quoted := `"` + value + `"`
	if value == "true" || value == "false" {
		quoted = value
	}
	return []string{
		front(key + ": " + value), "+++\n\"" + key + "\" = " + quoted + "\n+++\n\n" + below("x"), "{\n\"" + key + "\": " + quoted + "\n}\n\n" + below("x"),
		below("| Field | Value |\n| --- | --- |\n| " + key + " | " + value + " |\n| Date | 2026-04-26 |"), below("**" + key + ":** " + value), below("- **" + key + "**: " + value + "\n- **Date**: 2026-04-26"),
	}
}

// What is not ready, not approved, not listed, open for comments, or has nobody's name yet,
// is a draft, in whatever form its key is given.
func TestDraftsInEveryForm(t *testing.T) {
	for _, pair := range [][2]string{
		{"ready", "false"}, {"is_public", "no"}, {"public", "false"}, {"unlisted", "true"}, {"listed", "false"}, {"live", "no"}, {"released", "no"}, {"visibility", "draft"}, {"embargo", "true"}, {"ready_for_review", "true"},
		{"status", "RFC"}, {"status", "to be reviewed"}, {"state", "open for comments"}, {"status", "request for comments"}, {"status", "proposed"}, {"status", "needs work"}, {"review", "pending"}, {"Sign-off", "pending"}, {"Approval", "outstanding"},
		{"Approved by", "pending"}, {"approvers", "TBD"}, {"Reviewed by", "nobody yet"}, {"approvals", "0/2"}, {"approvals", "0 of 2"},
		{"aprobado por", "pendiente"}, {"aprovado por", "pendente"}, {"validé par", "en attente"}, {"freigegeben von", "ausstehend"}, {"Status", "in Abstimmung"}, {"approvato da", "in attesa"}, {"goedgekeurd", "nee"}, {"godkänd", "nej"}, {"zatwierdzone", "nie"}, {"schváleno", "ne"},
		{"hyväksytty", "ei"}, {"onaylandı", "hayır"}, {"утверждено", "нет"}, {"погоджено", "ні"}, {"승인", "대기"}, {"承認", "未"}, {"审批状态", "待审批"}, {"đã duyệt", "chưa"}, {"disetujui", "belum"},
	} {
		for _, doc := range forms(pair[0], pair[1]) {
			if got := publishedOf(doc); got != "false" {
				t.Errorf("%q: %s, want a draft", doc, got)
			}
		}
	}
	for _, pair := range [][2]string{
		{"ready", "true"}, {"unlisted", "false"}, {"visibility", "internal"}, {"embargo", "false"}, {"Approved by", "Ana Example"}, {"Reviewed by", "the sre team"}, {"approvals", "2/2"}, {"review", "https://wiki.acme.example/1"}, {"Reviewers", "@ana, @bo"},
	} {
		for _, doc := range forms(pair[0], pair[1]) {
			if got := publishedOf(doc); got == "false" {
				t.Errorf("%q: a draft", doc)
			}
		}
	}
}

// A place for the day of publication that is still empty says that there was none.
func TestPublicationLeftOpen(t *testing.T) {
	for _, doc := range []string{
		front("published_at:"), front("title: Mail\npublish_date: ''"), "+++\npublished_at = \"\"\n+++\n\n" + below("x"), "{\n\"published_at\": \"\"\n}\n\n" + below("x"),
		below("| Field | Value |\n| --- | --- |\n| Published at | |\n| Date | 2026-04-26 |"), below("- **Date**: 2026-04-26\n- **Published at**:"), below("**Published on:**\n**Date:** 2026-04-26"),
	} {
		if got := publishedOf(doc); got != "false" {
			t.Errorf("%q: %s, want a draft", doc, got)
		}
	}
	for _, doc := range []string{front("draft: false\npublished_at:"), front("status: published\npublished_at:"), front("author:"), below("**Published on:**\n2026-04-26"), below("| Field | Value |\n| --- | --- |\n| Team | |\n| Date | 2026-04-26 |")} {
		if got := publishedOf(doc); got == "false" {
			t.Errorf("%q: a draft", doc)
		}
	}
}

// Comments, containers, tags and shortcodes above the first section say it, too; one
// with choices in it is a template's.
func TestDraftsInWrappers(t *testing.T) {
	for _, doc := range []string{
		"<!-- draft -->\n\n" + below("x"), below("<!-- status: draft -->"), below("<!-- WIP -->"), below("> [!WARNING] draft"), "> [!CAUTION]\n> Draft\n\n" + below("x"), below(":::warning\nDraft\n:::"), below("::: note\nWork in progress\n:::"), below("!!! warning\n    This document is a draft"),
		"<div class=\"note\">Draft</div>\n\n" + below("x"), below("{{< draft >}}"), below("{% draft %}"), below("Tags: #mail #wip"), titled("Mail outage: preliminary findings"), below("This report is still open for comments."),
	} {
		if got := publishedOf(doc); got != "false" {
			t.Errorf("%q: %s, want a draft", doc, got)
		}
	}
	for _, doc := range []string{below("<!-- status: draft | final -->"), below("<!-- Describe the outage in your own words -->"), below("x") + "\n<!-- draft -->\n", below("<!-- draft or final -->"), below("{{< toc >}}"), titled("Mail outage (RFC 2822)")} {
		if got := publishedOf(doc); got == "false" {
			t.Errorf("%q: a draft", doc)
		}
	}
}

// A status in each language of the vocabulary: a draft, in review, not yet.
func TestDraftsByLanguage(t *testing.T) {
	for key, values := range map[string][]string{
		"Estado":              {"Borrador", "En curso", "En revisión", "Pendiente de revisión", "Aún no publicado", "No publicado", "Todavía no aprobado"},
		"Situação":            {"Rascunho", "Em andamento", "Em revisão", "Aguardando aprovação", "Ainda não publicado", "Não publicado"},
		"Statut":              {"Brouillon", "En cours", "En cours de relecture", "En attente de validation", "Pas encore publié", "Non publié", "À valider"},
		"Dokumentstatus":      {"Entwurf", "In Bearbeitung", "In Prüfung", "Wartet auf Freigabe", "Noch nicht veröffentlicht", "Nicht freigegeben", "Unveröffentlicht"},
		"Stato":               {"Bozza", "In lavorazione", "In revisione", "In attesa di approvazione", "Non ancora pubblicato", "Da approvare"},
		"Status":              {"Concept", "In bewerking", "Ter review", "Wacht op goedkeuring", "Nog niet gepubliceerd", "Draf", "Dalam peninjauan", "Belum dipublikasikan", "Menunggu persetujuan", "Utkast", "Under granskning", "Ännu inte publicerad", "Under gjennomgang", "Ikke publisert", "Udkast", "Afventer godkendelse", "Endnu ikke udgivet"},
		"Tila":                {"Luonnos", "Keskeneräinen", "Katselmoitavana", "Ei vielä julkaistu", "Odottaa hyväksyntää"},
		"Stan":                {"Szkic", "Wersja robocza", "W trakcie", "W recenzji", "Jeszcze nie opublikowano", "Oczekuje na akceptację"},
		"Stav":                {"Návrh", "Rozpracováno", "V revizi", "Ještě nezveřejněno", "Čeká na schválení", "Zatím nepublikováno"},
		"Durum":               {"Taslak", "Hazırlanıyor", "İncelemede", "Henüz yayınlanmadı", "Yayınlanmadı", "Onay bekliyor"},
		"Статус":              {"Черновик", "В работе", "На ревью", "Ещё не опубликовано", "Не опубликован", "Ожидает согласования", "Чернетка", "На розгляді", "Ще не опубліковано", "Очікує затвердження"},
		"상태":                  {"초안", "작성 중", "검토 중", "승인 대기", "아직 게시되지 않음", "미공개"},
		"ステータス":               {"下書き", "作成中", "レビュー待ち", "まだ公開していません", "未公開", "ドラフト"},
		"状态":                  {"草稿", "撰写中", "审核中", "待审核", "尚未发布", "未发布", "还没发布"},
		"Trạng thái":          {"Nháp", "Bản nháp", "Đang soạn thảo", "Chờ duyệt", "Chưa xuất bản", "Chưa công bố"},
		"Trạng thái tài liệu": {"Dự thảo"},
	} {
		for _, v := range values {
			if got := publishedOf(below("**" + key + ":** " + v)); got != "false" {
				t.Errorf("%s: %s: %s", key, v, got)
			}
		}
	}
}

// What only mentions the word, or is said of the incident, is no draft.
func TestMentionsAreNoDrafts(t *testing.T) {
	for _, doc := range []string{
		below("**Status:** Resolved"), below("**Status:** Resolved, action items in progress"), below("**Status:** Resolved; root cause not yet known"), below("**Status:** Resolved - pending action items"), below("**Incident status:** In progress"), below("**Status:** no longer a draft"), below("**Status:** Mitigated"), below("**Status:** Closed"), below("**State:** open"), below("**Version:** 1.2"),
		below("**Phase:** Mitigation"), below("**Released:** v1.2.3"), below("A draft invoice was sent to every customer."), below("Draft invoices were sent to customers."), below("The draft release of v2 was published by mistake."), below("The release was not yet complete when the queue filled."), below("In progress payments were lost."), below("The pull request was in review when the outage began."),
		below("This incident was found while a change was under review."), below("This affected users who were not yet migrated."), below("We were not ready for the load."), below("The report was not published to customers in time."), below("Pending orders were lost."), below("Customers could not publish drafts."), below("**Impact:** drafts were lost"), below("**Summary:** work in progress of editors was lost"),
		below("**Labels:** drafts-service, outage"), front("tags: [drafts-api]"), front("status: resolved"), front("state: closed"), front("category: outage"), front("summary: a draft was lost"), front("related_pr_status: merged"),
		titled("Draft invoices sent twice"), titled("Drafts lost in the editor"), titled("Editor lost drafts"), titled("Outage of the drafts service"), titled("Year in review: outages of 2025"), titled("Incident review: mail"), titled("Publish queue stuck: pending jobs lost"), titled("Concept drift broke the ranking"), titled("Release not rolled back"), titled("Database not ready after failover"), titled("Mail outage - not all customers"), titled("Work in progress limit stopped deliveries"),
		titled("Entwürfe gingen verloren"), titled("草稿箱服务故障"), titled("下書き機能の障害"),
	} {
		if got := publishedOf(doc); got != "unknown" {
			t.Errorf("%s: %q", got, doc)
		}
	}
	for _, doc := range []string{
		below("**Status:** Published"), below("**Status:** Final"), below("**Document status:** ✅ Approved"), below("**상태:** **확정** (2026-07-06)"), below("**Statut:** Publié"), below("**Статус:** Опубликовано"), front("draft: false"), front("published: true"), front("status: published"), below("**Status:** Final, not for public release"), "{\"draft\": false}\n\n" + below("x"), ";;;\n\"draft\": false\n;;;\n" + below("x"),
	} {
		if got := publishedOf(doc); got != "true" {
			t.Errorf("%s: %q", got, doc)
		}
	}
}

// A day of publication to come opens the review then, wherever it is given.
func TestPublicationToCome(t *testing.T) {
	want := time.Date(2099, 3, 2, 0, 0, 0, 0, time.UTC)
	for _, doc := range []string{
		front("publish_date: 2099-03-02"), front("publication_date: 2099-03-02"), front("date: 2099-03-02"), front("publish on: 2 March 2099"), "{\"publishDate\": \"2099-03-02\"}\n" + below("x"),
		below("**Publication date:** 2099-03-02"), below("**Publish date:** March 2, 2099"), below("**To be published on:** 2099-03-02"), below("**Embargoed until:** 2099-03-02"), below("| Field | Value |\n|---|---|\n| Severity | SEV-2 |\n| Published | 2099-03-02 |"),
	} {
		v := Read([]byte(doc), Settings{})
		if !v.NotBefore.Equal(want) && v.IsPublished() {
			t.Errorf("%v: %q", v.NotBefore, doc)
		}
	}
	if v := Read([]byte(below("**Date:** 2099-03-02")), Settings{}); !v.NotBefore.IsZero() {
		t.Errorf("the incident's day closes the review: %v", v.NotBefore)
	}
}
