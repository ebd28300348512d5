package words

import (
	"strings"
	"sync"
)

// Concept is what a word of a label is about, in whatever language.
type Concept uint16

// The concepts.
const (
	AboutActions  Concept = 1 << iota // actions, measures, tasks
	AboutFollowUp                     // what follows
	AboutPrevention
	AboutImprovement
	AboutFixes
	AboutFuture
	AboutPlans
	AboutChange
	AboutDone
	AboutProgress
)

// hints are the concepts by which a label that no phrase of the vocabulary
// judges may announce actions all the same.
const hints = AboutActions | AboutFollowUp | AboutPrevention | AboutImprovement | AboutPlans

// conceptRow holds the words of one concept; one that ends in * is a stem.
type conceptRow struct {
	concept Concept
	words   string // parted by spaces
	cjk     string // parts of labels without spaces
}

var conceptRows = []conceptRow{
	{AboutActions, `action* actionable* measure* countermeasure* task* todo* backlog ticket* jira deliverable*
accion* acción medida* tarea* ação açõe* acoes tarefa* mesure* tâche* maßnahm* massnahm* aufgabe* azion* misur* compit* actie* maatregel* taken taak
åtgärd* aksjon* aktion* handlinger handlingar tiltak* tiltag* uppgift* opgave* oppgave* toimenpi* tehtäv* działani* zadani* środk* opatřen* úkol* aksiyon* eylem* önlem* tedbir* görev*
действи* меры мера мерах мероприяти* задач* дії дія захо* завдан* 액션* 조치* 대책* 과제* 방안* hành biện tindakan langkah tugas`,
		`アクション 対策 タスク 課題 行动 行動 措施 任务 待办 事项 待辦`},
	{AboutFollowUp, `follow* followup* next seguimiento acompanhamento suivi* suites nachverfolg* folge* opvolg* öppna oppna åpne åbne avoimet offene ouverts abiert* aberto* pendente* pendiente* open outstanding remaining vervolg* uppfölj* opfølg* oppfølg* jatkotoim* następ* другие дальнейш* подальш* следующ* 후속* tindak lanjut tiếp todo sonraki nästa næste neste volgende další próxim* prochain* nächst* prossim*`,
		`フォロー 后续 後續 次の 下一步 跟进 遗留 残`},
	{AboutPrevention, `guardrail* safeguard* prevent* preventive* prevenc* prevenç* prévent* prävent* preven* verhinder* vermeid* avoid* evit* évit* voorkom* förebygg* forebygg* ehkäis* zapobie* prevenc* önle* предотвращ* предупрежд* профилакт* запобіг* 예방* 방지* phòng pencegahan`,
		`防止 予防 预防 預防 避免 防范 再発`},
	{AboutImprovement, `better besser* mejor mejorar melhor mieux meglio beter bättre bedre paremmin lepiej lépe лучше краще improv* enhanc* harden* strengthen* mejora* melhor* amélior* amelior* verbesser* miglior* verbeter* förbättr* forbedr* parann* popraw* uspraw* zlepš* iyileştir* улучш* покращ* усилен* 개선* 강화* thiện perbaikan`,
		`改善 改进 改進 优化 優化 強化 加固`},
	{AboutFixes, `fix* remediat* correct* correc* corre* repair* korrektur* oplossing* исправлен* устранени* 수정* düzelt* napraw* khắc resolved solution* solucion* soluç* lösung*`,
		`修复 修正 整改 是正 解决 解決 恒久`},
	{AboutFuture, `future futur* upcoming later soon planned forward ahead will should term week weeks month months futuras futuro futura zukünft* toekomst* framtid* fremtid* fremad framåt fremover tulevai* przyszł* gelecek budouc* планир* будущ* 향후* 다음* 남은`,
		`今後 未来 将来`},
	{AboutPlans, `plan plans roadmap план* 계획* kế rencana future upcoming ahead gap gaps futuro futura futuros avenir zukunft künftig* toekomst framtid* fremtid* tulevai* przyszłość przyszłości budoucna gelecekte будущ* майбутн* 앞으로 depannya`, `计划 計画 計劃 规划 規劃 今後 これから 今后 未来`},
	{AboutChange, `chang* cambi* mudan* änder* wijzig* ändr* endr* muut* zmian* změn* değiş* изменен* 변경* thay perubahan`,
		`変更 变更 變更`},
	{AboutDone, `done did taken implemented completed already deployed applied adopted took made выполнен* сделан* принят* 완료* hecho hechas realizad* tomad* feito feita fait* prise* réalisé* erledigt* umgesetzt*`,
		`完了 已 済 実施`},
	{AboutProgress, `progress ongoing working doing underway currently curso andamento cours arbeit 진행*`,
		`進行 进行 対応中`},
}

type conceptWord struct {
	concept Concept
	term    term
}

var conceptsByStart = sync.OnceValue(func() *starts[conceptWord] {
	t := &starts[conceptWord]{}
	for _, row := range conceptRows {
		for w := range strings.FieldsSeq(row.words) {
			text, stem := strings.CutSuffix(w, "*")
			t.add(text, conceptWord{row.concept, term{text: text, stem: stem}})
		}
	}
	return t
})

// Concepts are what the words of a label are about.
func Concepts(label string) Concept {
	var room [32]string
	var c Concept
	t := conceptsByStart()
	for _, w := range splitInto(room[:0], label) {
		if w == "prevents" {
			continue // it tells what something else does
		}
		for n := min(3, len(w)); n > 0; n-- {
			for _, cw := range t.of(w[:n]) {
				if w == cw.term.text || cw.term.stem && strings.HasPrefix(w, cw.term.text) {
					c |= cw.concept
				}
			}
		}
	}
	if HasCJK(label) {
		for _, row := range conceptRows {
			for part := range strings.FieldsSeq(row.cjk) {
				if strings.Contains(label, part) {
					c |= row.concept
				}
			}
		}
	}
	return c
}

// Hints tells whether a label that the vocabulary does not judge may announce
// actions: one of its words is about them.
func Hints(label string) bool { return Concepts(label)&hints != 0 }
