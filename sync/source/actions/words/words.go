package words

import (
	"slices"

	"github.com/followthrough/followthrough/sync/review"
)

// Field is what a column, a "Key: value" or a token says about an action.
type Field string

// The fields.
const (
	FieldAction   Field = "action"
	FieldOwner    Field = "owner"
	FieldStatus   Field = "status"
	FieldDue      Field = "due"
	FieldPriority Field = "priority"
	FieldType     Field = "type"
	FieldTicket   Field = "ticket"
	FieldID       Field = "id"
	FieldDetail   Field = "detail"
)

// fieldRow holds the words for one field. A header of these words alone is
// that field; else the first row of which a word is in the header decides.
type fieldRow struct {
	field Field
	words []string
}

// fieldWords in the order in which they decide about a header.
var fieldWords = []fieldRow{
	{FieldOwner, []string{
		"owner", "owners", "assignee", "assignees", "assigned to", "assigned", "who", "responsible", "responsibility", "dri", "poc", "lead", "accountable", "team", "owning team", "person", "contact", "by whom", "driver",
		"responsable", "responsables", "dueño", "encargado", "encargada", "asignado", "asignado a", "equipo", "quién", "responsável", "responsáveis", "dono", "equipe", "quem", "atribuído a", "assigné à", "assigné", "équipe", "pilote", "porteur", "qui",
		"verantwortlich", "verantwortliche", "verantwortlicher", "zuständig", "besitzer", "wer", "assegnatario", "proprietario", "chi", "担当", "担当者", "責任者", "负责人", "責任人", "负责", "负责团队", "责任人", "所有者", "执行人", "跟进人", "オーナー", "チーム",
		"owned by", "pic", "ansvarig", "ansvarlig", "ägare", "ejer", "eier", "vastuuhenkilö", "vastuutiimi", "eigenaar", "verantwoordelijke", "verantwoordelijk", "właściciel", "odpowiedzialny", "odpowiedzialna", "osoba odpowiedzialna", "zespół", "vlastník", "odpovídá", "odpovědná osoba", "tým", "sorumlu", "sorumlu kişi", "ekip", "ответственный", "ответственные", "исполнитель", "владелец", "команда", "відповідальний", "виконавець", "власник", "담당자", "담당", "담당 팀", "책임자", "người phụ trách", "phụ trách", "người thực hiện", "nhóm phụ trách", "penanggung jawab", "tim",
	}},
	{FieldDue, []string{
		"due", "due date", "deadline", "eta", "target date", "target", "date", "when", "by when", "due by", "expected", "expected date", "completion date", "estimated completion", "estimated completion date", "estimated date", "expected completion", "target completion", "timeline", "timeframe", "by", "estimate",
		"fecha", "fecha límite", "plazo", "vencimiento", "cuándo", "data", "prazo", "data limite", "quando", "échéance", "date limite", "délai", "quand", "fällig", "fällig am", "frist", "termin", "datum", "bis", "scadenza",
		"期限", "期日", "締切", "予定日", "完了予定", "完了予定日", "截止日期", "截止时间", "完成时间", "预计完成时间", "计划完成时间", "预计完成", "期望完成时间", "時程", "日期",
		"förfallodatum", "slutdatum", "tidsfrist", "tidsplan", "forfaldsdato", "dato", "määräaika", "aikataulu", "uiterlijk", "streefdatum", "einddatum", "wanneer", "termin realizacji", "do kiedy", "termín", "do kdy", "son tarih", "bitiş tarihi", "tarih", "срок", "сроки", "дедлайн", "дата", "термін", "строк", "기한", "마감", "마감일", "완료 예정일", "목표일", "thời hạn", "hạn", "hạn chót", "ngày hoàn thành", "tenggat", "tenggat waktu", "batas waktu", "target selesai", "截止",
	}},
	{FieldPriority, []string{
		"priority", "prio", "severity", "urgency", "importance", "prioridad", "prioridade", "priorité", "priorität", "priorità", "優先度", "优先级", "優先級", "重要度",
		"prioritet", "prioriteetti", "prioriteit", "priorytet", "priorita", "öncelik", "приоритет", "пріоритет", "우선순위", "우선 순위", "중요도", "긴급도", "ưu tiên", "mức ưu tiên", "độ ưu tiên", "prioritas", "严重级别", "严重程度", "紧急程度", "紧急度", "重要程度", "重要性", "緊急度", "深刻度",
	}},
	{FieldType, []string{
		"type", "category", "kind", "class", "tipo", "categoría", "categoria", "catégorie", "typ", "kategorie", "種別", "種類", "分類", "カテゴリ", "类型", "分类", "類型", "タイプ",
	}},
	{FieldStatus, []string{
		"status", "state", "progress", "done", "completed", "resolution", "done?", "implemented", "implementada", "implementado", "hecho", "feito", "concluído", "fait", "réalisé", "complete", "complet", "estado", "estatus", "situação", "statut", "état", "avancement", "stand", "stato", "状態", "状況", "ステータス", "进度", "进展", "状态", "狀態", "完成情况", "完了",
		"outcome", "판정", "결과", "tila", "stan", "stav", "durum", "статус", "состояние", "стан", "상태", "진행 상태", "진행상태", "진행 상황", "진행상황", "trạng thái", "tình trạng", "tiến độ",
	}},
	{FieldTicket, []string{
		"ticket", "tickets", "issue", "issues", "bug", "bugs", "jira", "link", "links", "tracking", "tracker", "tracking issue", "tracking bug", "tracking ticket", "reference", "references", "ref", "pr", "prs", "pull request", "github issue", "story", "url", "gitlab issue", "linear",
		"enlace", "referencia", "tíquete", "chamado", "référence", "lien", "collegamento", "チケット", "课题", "課題番号", "リンク", "工单", "链接", "单号", "工單",
		"ärende", "referanse", "referens", "referentie", "viite", "länk", "sak", "lenke", "sag", "tiketti", "linkki", "melding", "zgłoszenie", "odkaz", "bağlantı", "kayıt", "тикет", "ссылка", "посилання", "тікет", "티켓", "이슈", "링크", "liên kết", "tiket", "tautan",
	}},
	{FieldID, []string{"id", "no", "nr", "num", "number", "n", "番号", "编号", "序号", "項番", "編號"}},
	{FieldAction, []string{
		"action item", "action items", "action", "actions", "action point", "task", "tasks", "todo", "to do", "follow up", "follow ups", "followup", "item", "items", "what", "description", "improvement", "measure", "remediation", "recommendation", "corrective action", "preventive action", "activity", "work item", "step", "next step", "deliverable", "title", "name", "summary", "details", "proposal", "fix",
		"acción", "accion", "acciones", "accionable", "tarea", "tareas", "medida", "mejora", "qué", "descripción", "descripcion", "actividad", "ação", "ações", "acao", "tarefa", "tarefas", "melhoria", "o que", "descrição", "descricao", "atividade",
		"tâche", "tâches", "mesure", "mesures", "quoi", "description", "amélioration", "maßnahme", "maßnahmen", "massnahme", "aufgabe", "aufgaben", "was", "beschreibung", "azione", "azioni", "attività", "misura", "cosa", "descrizione",
		"アクション", "アクションアイテム", "対策", "対応", "対応内容", "内容", "項目", "タスク", "改善策", "再発防止策", "施策", "行动项", "行动", "应该做的", "动作", "措施", "改进措施", "改进项", "改进", "事项", "待办", "任务", "描述", "整改措施", "跟进事项", "行動項目", "項目", "後續行動",
		"aksjon", "aksjoner", "aksjonspunkt", "aktion", "aktioner", "항목", "åtgärd", "åtgärder", "uppgift", "tiltak", "handling", "handlinger", "oppgave", "opgave", "toimenpide", "toimenpiteet", "tehtävä", "actie", "acties", "actiepunt", "actiepunten", "taak", "maatregel", "maatregelen", "działanie", "działania", "zadanie", "zadania", "opatření", "úkol", "úkoly", "akce", "eylem", "eylemler", "aksiyon", "aksiyonlar", "görev", "önlem", "действие", "действия", "задача", "задачи", "мера", "меры", "мероприятие", "дія", "дії", "завдання", "захід", "заходи", "조치", "조치 사항", "조치사항", "조치 내용", "액션", "액션 아이템", "작업", "할 일", "개선 사항", "개선사항", "hành động", "việc cần làm", "công việc", "biện pháp", "tindakan", "tugas", "aksi", "langkah",
	}},
	{FieldDetail, []string{
		"triggered by", "source", "origin", "kommentar", "kommentarer", "merknad", "huomautus", "opmerking", "opmerkingen", "uwagi", "poznámka", "poznámky", "notlar", "комментарий", "комментарии", "примечание", "примечания", "коментар", "примітка", "비고", "ghi chú", "catatan", "keterangan",
		"notes", "note", "comment", "comments", "remarks", "notas", "comentarios", "observações", "remarques", "bemerkung", "note", "備考", "备注", "備註", "说明", "rationale", "why", "purpose", "how",
	}},
}

// stateRow holds the words for one state.
type stateRow struct {
	state review.State
	words []string
}

// stateWords: the first row whose words open a text decides; the longer
// negations come first.
var stateWords = []stateRow{
	{review.Open, []string{
		"not done", "not started", "not yet", "not complete", "not completed", "incomplete", "to do", "todo", "pending", "open", "planned", "failed", "backlog", "backlogged", "scheduled", "assigned", "new", "waiting", "blocked", "deferred", "postponed", "on hold", "to-do", "unstarted", "to be done", "❌", "⬜", "☐", ":x:",
		"pendiente", "pendientes", "por hacer", "no iniciado", "pendente", "pendentes", "a fazer", "não iniciado", "à faire", "en attente", "offen", "da fare", "未着手", "未完了", "未対応", "未開始", "予定", "待处理", "未开始", "未完成", "待办", "计划中", "待跟进", "待開始", "未完",
		"not fixed", "not implemented", "not merged", "not resolved", "not deployed", "not scheduled", "not assigned", "unresolved", "undone", "to be fixed", "to be implemented", "yet to start", "accepted", "proposed", "unplanned",
		"klaar om op te pakken", "niet gestart", "nog niet gestart", "niet begonnen", "nog niet", "nog te doen", "te doen", "niet klaar", "gepland", "openstaand", "wacht", "wachtend", "in afwachting", "uitgesteld",
		"ej påbörjad", "ej påbörjat", "inte påbörjad", "inte påbörjat", "ej klar", "ej klart", "inte klar", "inte klart", "ej gjort", "att göra", "öppen", "öppet", "planerad", "planerat", "väntar", "ikke påbegyndt", "ikke påbegynt", "ikke startet", "ikke færdig", "ikke ferdig", "ikke gjort", "ikke utført", "ikke udført", "åben", "åbent", "åpen", "åpent", "planlagt", "afventer", "avventer", "udestår", "utestår", "utsatt", "udskudt", "aloittamatta", "ei aloitettu", "ei tehty", "ei valmis", "avoin", "avoinna", "suunniteltu", "odottaa", "tekemättä",
		"do zrobienia", "niezrobione", "nie zrobione", "nierozpoczęte", "nie rozpoczęto", "nie rozpoczęte", "niezakończone", "otwarte", "otwarty", "otwarta", "zaplanowane", "zaplanowano", "planowane", "oczekuje", "oczekujące", "odłożone", "nezahájeno", "nezačato", "nehotovo", "není hotovo", "otevřeno", "otevřený", "otevřené", "naplánováno", "plánováno", "čeká", "odloženo",
		"yapılacak", "yapılmadı", "başlamadı", "başlanmadı", "tamamlanmadı", "bekliyor", "beklemede", "açık", "planlandı", "planlanıyor", "ertelendi",
		"не начато", "не начата", "не начат", "не сделано", "не сделана", "не выполнено", "не выполнена", "не готово", "не завершено", "не решено", "не исправлено", "открыто", "открыта", "открыт", "запланировано", "запланирована", "запланирован", "в планах", "ожидает", "в ожидании", "к выполнению", "отложено", "отложена", "не розпочато", "не почато", "не зроблено", "не виконано", "не готово", "не завершено", "відкрито", "відкрита", "заплановано", "запланована", "в планах", "очікує", "відкладено",
		"미착수", "미완료", "미완", "미진행", "미해결", "미처리", "시작 전", "예정", "계획", "계획됨", "대기", "대기 중", "대기중", "보류", "할 일", "chưa bắt đầu", "chưa hoàn thành", "chưa thực hiện", "chưa làm", "chưa xong", "chưa xử lý", "chưa", "cần làm", "đang chờ", "chờ xử lý", "lên kế hoạch", "đã lên kế hoạch", "tạm hoãn", "belum dimulai", "belum selesai", "belum dikerjakan", "belum", "direncanakan", "menunggu", "tertunda", "ditunda", "akan dikerjakan",
	}},
	{review.InProgress, []string{
		"in progress", "in-progress", "inprogress", "ongoing", "on going", "on-going", "wip", "doing", "started", "underway", "under way", "in review", "in development", "partially done", "partially", "partial", "🔄", "⏳", "🚧", "🏗", "🟡", ":construction:", ":hourglass:",
		"en curso", "en progreso", "en proceso", "em andamento", "em progresso", "en cours", "in arbeit", "in bearbeitung", "in corso", "進行中", "対応中", "作業中", "着手", "进行中", "处理中", "開発中", "开发中",
		"continuous", "continuing", "recurring", "mostly done", "almost done", "nearly done", "half done", "in flight", "in testing", "in qa", "in code review", "investigating",
		"mee bezig", "bezig", "in uitvoering", "in behandeling", "onderhanden", "lopend", "gedeeltelijk", "deels", "pågår", "pågående", "påbörjad", "påbörjat", "påbegyndt", "påbegynt", "i gang", "igang", "igangværende", "under arbejde", "under arbeid", "under udførelse", "delvis", "kesken", "käynnissä", "työn alla", "osittain",
		"w toku", "w trakcie", "w realizacji", "rozpoczęte", "częściowo", "probíhá", "probíhající", "rozpracováno", "zahájeno", "částečně", "devam ediyor", "sürüyor", "yapılıyor", "kısmen",
		"в работе", "в процессе", "выполняется", "делается", "начато", "частично", "ведётся", "ведется", "у роботі", "в роботі", "у процесі", "в процесі", "виконується", "розпочато", "частково", "진행 중", "진행중", "작업 중", "작업중", "처리 중", "처리중", "검토 중", "검토중", "부분 완료", "일부 완료", "đang thực hiện", "đang làm", "đang tiến hành", "đang xử lý", "đang triển khai", "một phần", "sedang berjalan", "sedang dikerjakan", "sedang", "dalam proses", "dalam pengerjaan", "berjalan", "berlangsung", "sebagian",
	}},
	{review.Declined, []string{
		"won't do", "wont do", "won't fix", "wont fix", "wontfix", "wont-fix", "won't-fix", "will not do", "not doing", "declined", "rejected", "cancelled", "canceled", "abandoned", "obsolete", "dropped", "not needed", "no longer needed", "descoped", "🚫", ":no_entry_sign:",
		"descartado", "descartada", "rechazado", "cancelado", "cancelada", "rejeitado", "abandonné", "annulé", "verworfen", "abgelehnt", "annullato", "scartato", "見送り", "中止", "却下", "不要", "不做", "取消", "已取消", "放弃",
		"not planned", "not applicable", "no longer applicable", "out of scope", "superseded", "duplicate", "not required", "no longer required", "skipped", "will not fix", "won't implement", "decided against",
		"geannuleerd", "vervallen", "afgewezen", "niet nodig", "niet meer nodig", "doen we niet", "wordt niet gedaan", "avbruten", "avbrutet", "avslagen", "avslaget", "avvisad", "avvisat", "görs ej", "görs inte", "behövs ej", "behövs inte", "inte aktuell", "inte aktuellt", "afvist", "annulleret", "aflyst", "ikke nødvendig", "ikke nødvendigt", "ikke aktuelt", "ikke aktuell", "gøres ikke", "gjøres ikke", "avvist", "avbrutt", "kansellert", "avlyst", "peruttu", "peruutettu", "hylätty", "ei tehdä", "ei tarpeen",
		"odrzucone", "odrzucono", "anulowane", "anulowano", "zaniechano", "niepotrzebne", "nie dotyczy", "zrušeno", "zamítnuto", "odmítnuto", "není potřeba", "iptal edildi", "iptal", "i̇ptal edildi", "i̇ptal", "reddedildi", "vazgeçildi", "gerek yok", "gerekli değil", "yapılmayacak",
		"отменено", "отменена", "отменён", "отменен", "отклонено", "отклонена", "отклонён", "отклонен", "не требуется", "не нужно", "не будем делать", "не будем", "скасовано", "скасована", "відхилено", "відхилена", "не потрібно", "не будемо", "취소", "취소됨", "불필요", "반려", "기각", "진행하지 않음", "안 함", "đã hủy", "hủy bỏ", "hủy", "huỷ", "đã huỷ", "từ chối", "bị từ chối", "không làm", "không cần", "không cần thiết", "dibatalkan", "batal", "tidak jadi", "ditolak", "tidak diperlukan", "tidak perlu", "tidak dilakukan",
	}},
	{review.Done, []string{
		"done", "completed", "complete", "fixed", "finished", "closed", "resolved", "shipped", "deployed", "merged", "implemented", "released", "delivered", "landed", "verified", "✅", "✔", "☑", "✓", "🟢", ":white_check_mark:", ":heavy_check_mark:", ":ballot_box_with_check:", ":check:",
		"hecho", "hecha", "hechos", "hechas", "realizado", "realizada", "realizados", "realizadas", "implementado", "implementada", "implementados", "implementadas", "aplicado", "aplicada", "aplicados", "aplicadas", "completados", "completadas", "completado", "completada", "terminado", "terminada", "finalizado", "finalizada", "resuelto", "listo", "concluído", "concluída", "concluido", "concluídos", "concluídas", "feito", "feita", "feitos", "feitas", "finalizada", "fait", "faite", "terminé", "terminée", "fini", "réalisé", "réalisée", "réalisés", "réalisées", "effectué", "effectuée", "effectués", "effectuées", "faits", "faites", "terminés", "terminées", "erledigt", "fertig", "abgeschlossen", "fatto", "completato", "completata",
		"完了", "対応済み", "対応済", "実施済み", "実施済", "済み", "済", "完成", "已完成", "已修复", "已解决", "已上线", "已处理", "已落地", "已落实", "已实施", "已执行",
		"applied", "rolled out", "solved", "addressed", "mitigated", "all done",
		"klaar", "gereed", "gedaan", "afgerond", "opgelost", "voltooid", "gesloten", "afgesloten", "uitgevoerd", "doorgevoerd", "afgehandeld", "klar", "klart", "klara", "färdig", "färdigt", "färdiga", "gjort", "gjord", "gjorda", "åtgärdat", "åtgärdad", "åtgärdade", "genomfört", "genomförd", "löst", "stängd", "stängt", "slutförd", "slutfört", "færdig", "færdigt", "udført", "gennemført", "løst", "lukket", "lukka", "afsluttet", "avsluttet", "ferdig", "ferdigstilt", "fullført", "utført", "gjennomført", "valmis", "valmiina", "valmistunut", "tehty", "korjattu", "ratkaistu", "suljettu", "toteutettu", "suoritettu",
		"zrobione", "zrobiono", "gotowe", "gotowy", "gotowa", "wykonane", "wykonano", "ukończone", "ukończono", "zakończone", "zakończono", "zamknięte", "zamknięto", "naprawione", "naprawiono", "rozwiązane", "rozwiązano", "wdrożone", "wdrożono", "hotovo", "hotové", "dokončeno", "dokončené", "splněno", "uzavřeno", "vyřešeno", "opraveno", "provedeno", "nasazeno", "tamamlandı", "yapıldı", "bitti", "bitirildi", "çözüldü", "düzeltildi", "kapatıldı", "kapandı", "uygulandı",
		"готово", "готова", "готов", "сделано", "сделана", "выполнено", "выполнена", "выполнен", "завершено", "завершена", "завершён", "завершен", "исправлено", "исправлена", "исправлен", "закрыто", "закрыта", "закрыт", "решено", "решена", "реализовано", "реализована", "внедрено", "внедрена", "зроблено", "зроблена", "виконано", "виконана", "завершено", "завершена", "виправлено", "виправлена", "закрито", "закрита", "вирішено", "вирішена", "впроваджено", "реалізовано", "完毕", "종결", "반영", "반영됨", "반영 완료", "처리 완료", "처리완료", "구현 완료", "구현완료", "수정 완료", "수정완료", "완료", "완료됨", "완료함", "해결", "해결됨", "해결 완료", "조치 완료", "조치완료", "적용 완료", "적용완료", "반영 완료", "배포 완료", "배포완료", "종료", "đã hoàn thành", "hoàn thành", "hoàn tất", "đã hoàn tất", "đã xong", "xong", "đã sửa", "đã làm", "đã khắc phục", "đã giải quyết", "đã thực hiện", "đã triển khai", "đã đóng", "sudah selesai", "selesai", "sudah", "sudah dikerjakan", "sudah diperbaiki", "telah selesai", "rampung", "tuntas", "ditutup",
	}},
}

// priorityWords and typeWords are tags that stand alone.
const priorityWords = `p0 p1 p2 p3 p4 p5 high medium low critical urgent highest lowest major minor must should could blocker alta media baja média baixa
haute moyenne basse élevée hoch mittel niedrig alta bassa crítica crítico 高 中 低 紧急 hög medel låg høj høy mellem lav middels korkea keskitaso matala hoog gemiddeld laag wysoki średni niski wysoka średnia niska vysoká střední nízká
yüksek düşük высокий средний низкий критический высокая средняя низкая високий середній низький висока середня низька 높음 중간 보통 낮음 긴급 cao thấp tinggi rendah sev0 sev1 sev2 sev3`

const typeWords = `prevent prevention preventive preventative detect detection mitigate mitigation repair process investigate documentation monitoring alerting
prevenir prevención detectar detección mitigar mitigación prevenção detecção mitigação prévention détection atténuation 予防 検知 緩和 预防 检测 缓解 tooling testing`

// workWords are kinds of work among the types: before a colon they lead to
// what is to be done.
const workWords = `process investigate documentation monitoring alerting tooling testing repair`

// joinWords may follow a state's word in a tag.
const joinWords = `due in on by via as at during with before after since until and but for but see already last this today yesterday through per under
en el por dans le par am von il da il el la mit seit im door op met sinds av af i på med sedan siden przez w na z od v ve ile tarafından в на с от у з із від oleh di dengan pada bởi bằng trong vào ngày`

// notOwners are words in brackets that name nobody.
const notOwners = `optional tbd tba todo n/a na none unknown nobody unassigned everyone all link links pr prs issue issues ticket tickets here see wip draft note notes new bonus maybe stretch
ongoing example details doc docs documentation required internal external public private e.g i.e eg ie etc same separate update updated edit deprecated experimental nice soon later future
short long medium term mid immediate action item items blocked blocking follow up pending high low q1 q2 q3 q4 if possible optionally potentially quick win wins ? ?? ??? x to assign assigned
não no ninguno pendiente aucun keiner offen nessuno なし 未定 无 待定 暂无`

// imperatives open a task; a short line that opens otherwise is a label.
const imperatives = `add adding adopt adjust alert allow analyze analyse apply ask assess audit automate automating avoid backup backfill ban benchmark block build bump change check clarify clean cleanup close collect communicate configure
consider consolidate contact continue convert coordinate create creating cut decide define delete deploy deprecate design determine develop disable discuss document documenting drop educate enable encrypt enforce enhance ensure establish
evaluate examine expand explore export extend figure file find finish fix follow formalize get give harden have identify implement implementing improve improving include increase inform install integrate introduce investigate isolate keep learn limit log look
lower maintain make manage measure migrate minimize modify monitor move notify onboard open optimize page patch perform pin plan prepare prevent profile promote propose protect provide publish pull push raise re-enable read rebuild record redesign reduce
refactor refine release remove rename repair replace report reproduce request require research resolve restart restore restrict rethink retry revert review revise revisit rewrite roll rollback rotate run scale schedule separate set setup share ship show simplify split
standardize start stop store streamline support switch talk test tighten track train tune turn understand uninstall update upgrade use validate verify work write
extract centralize centralise strengthen standardise normalize normalise formalise prioritise optimise unify decouple simplify stabilize stabilise throttle instrument expose surface escalate redirect reroute whitelist allowlist denylist quarantine archive prune drain scrub
rehearse practice simulate exercise inject rebuild redeploy recreate restructure rework revamp retire sunset decommission deprovision provision allocate cap clamp calibrate annotate inventory enumerate describe explain clarify announce present teach remind mandate prohibit disallow deny
reject accept approve inspect double-check compare reconcile sync synchronise align merge combine defer postpone scope estimate prototype trial quantify persist distribute grow shrink resize widen loosen relax raise decrease minimise maximise maximize prefer adapt encourage recover require rethink
correct detect finalize finalise formalize generate handle hire inform introduce invest leverage level mitigate offer obtain perform phase populate preserve prioritize prevent promote rearchitect reconsider recommend reinforce remediate remind reorganize respond restrict retain route sanitize scan secure seek select solve specify split stage stress-test submit suppress sweep swap tag terminate transition treat unblock upskill visualize warn
agregar añadir actualizar crear configurar documentar eliminar implementar mejorar migrar monitorear resolver revisar verificar definir establecer automatizar corregir evaluar adicionar atualizar criar melhorar remover revisar investigar reduzir
ajouter mettre créer améliorer documenter supprimer vérifier automatiser corriger définir revoir hinzufügen erstellen prüfen aggiungere creare migliorare verificare
escape render parse emit fetch unmount remount compile bind unbind encode decode decrypt attach detach truncate reindex replicate mirror rebase freeze thaw lock unlock mute silence observe correlate abort bail forbid bypass ignore mask redact strip trim sanitise deduplicate dedupe backport demote degrade hold
launch lift modernise modernize negotiate paginate pause preload prewarm reconfigure redefine regenerate register reinstall reinstate relocate renew reorder rephrase repoint reschedule reseed reset resume resync retest retune reuse revoke reword rewire serialise serialize serve shorten shut snapshot subscribe substitute timebox translate trust unpin vet walk gitignore fail
assign speak send exclude stagger purge re-apply cache treat tune wire bring call gather mark prioritize rely rerun retire retain save sanitize surface teach track trigger triage warn wait wrap eliminate
agendar activar ajustar analizar aplicar asegurar avisar cambiar comunicar considerar desactivar detectar estudiar evitar garantizar incluir informar limitar migrar mover notificar organizar planificar preparar probar proponer publicar reforzar registrar reparar reportar sustituir validar
ajustar alterar analisar aplicar atribuir avaliar avisar comunicar considerar desativar detectar documentar estudar evitar garantir incluir informar instalar limitar mover notificar organizar planejar preparar propor publicar reforçar registrar rever substituir testar validar
activer adapter ajuster analyser appliquer changer communiquer demander déployer désactiver écrire étudier éviter faire former garantir inclure informer installer intégrer limiter migrer modifier mutualiser notifier nettoyer organiser passer planifier prévoir préparer proposer publier rédiger relancer remplacer renforcer réaliser réduire séparer sécuriser supprimer surveiller tester utiliser valider
voeg maak controleer verbeter documenteer onderzoek pas stel zet voorkom lägg skapa kontrollera förbättra dokumentera utred inför säkerställ uppdatera tilføj opret kontroller forbedre dokumenter undersøk legg sørg oppdater sørge legge splitte oppdatere flytte fjerne innføre vurdere undersøke sikre opprette dokumentere forbedre overvåke rydde skrive endre teste bytte tilføje opdatere indføre säkra införa flytta
lisää luo tarkista paranna dokumentoi selvitä dodać dodaj utworzyć sprawdzić sprawdź poprawić wprowadzić zmienić přidat vytvořit zkontrolovat zlepšit ekle oluştur kontrol iyileştir
thêm tăng giảm nâng sửa kiểm bổ điều tự xây cập triển thiết viết menyediakan menambahkan membuat memastikan menggunakan menjalankan memperbaiki meningkatkan tambahkan buat perbaiki tingkatkan pastikan gunakan
aggiornare analizzare applicare attivare automatizzare aumentare cambiare comunicare configurare controllare documentare evitare implementare inserire introdurre monitorare predisporre ridurre rivedere sostituire testare valutare
ampliar aumentar auditar bloquear capacitar cerrar comprobar contactar coordinar deshabilitar desplegar diseñar dividir ejecutar elaborar enviar escalar especificar estandarizar exigir explorar extender fortalecer gestionar habilitar hacer identificar impedir incorporar incrementar integrar introducir limpiar mantener modificar monitorizar obtener optimizar permitir poner prevenir priorizar programar proteger realizar reducir reemplazar refactorizar reiniciar requerir restaurar restringir rotar seguir separar simplificar simular solicitar trasladar unificar usar utilizar
corrigir desabilitar desenvolver estabelecer executar expandir implantar introduzir limpar manter monitorar obter otimizar rotacionar treinar trocar
assurer augmenter auditer bloquer configurer contacter détecter développer évaluer exécuter fournir identifier implémenter imposer interdire introduire investiguer isoler lancer optimiser prévenir prioriser protéger rajouter refactoriser réparer restaurer restreindre simplifier transférer
assicurare bloccare contattare correggere definire disabilitare eliminare estendere formare garantire identificare impedire includere informare installare integrare investigare limitare migrare modificare notificare ottimizzare pianificare prevenire proteggere pubblicare realizzare rafforzare rimuovere ripristinare ruotare separare semplificare spostare usare utilizzare validare
öka minska undersök testa flytta byt automatisera skriv sätt ändra installera konfigurera övervaka informera opdater indfør fjern gennemgå forbedr undersøg flyt sæt opprett innfør gjennomgå flytt endre päivitä poista tutki testaa siirrä vaihda automatisoi kirjoita aseta muuta varmista
udokumentować wdrożyć usunąć przenieść napisać ustawić zwiększyć zmniejszyć zbadać przejrzeć zapewnić przygotować ograniczyć rozszerzyć utwórz zaktualizuj usuń popraw zmień wprowadź aktualizovat zdokumentovat zavést odstranit opravit ověřit otestovat přesunout změnit automatizovat napsat nastavit zvýšit snížit prověřit nasadit zajistit připravit omezit rozšířit doplnit upravit
perbarui dokumentasikan hapus tinjau pindahkan ubah otomatiskan kurangi periksa siapkan batasi terapkan implementasikan memperbarui meninjau mengubah tạo xóa`

// RecordKeys are the known keys of what is said about the whole review, in
// front matter, "Key: value" lines and definition tables.
var RecordKeys = map[string][]string{
	"title":     {"title", "título", "titulo", "titre", "titel", "titolo", "タイトル", "标题"},
	"date":      {"incident date", "incident_date", "date of incident", "date of the incident", "incident start", "start date", "started at", "started_at", "start_time", "start time", "start", "occurred", "occurred_at", "event date", "when", "date", "fecha", "fecha del incidente", "data", "data do incidente", "date de l'incident", "datum", "発生日", "発生日時", "日付", "日期", "发生时间", "事故时间", "故障时间", "事件时间", "故障日期"},
	"published": {"published_at", "published at", "publish date", "publish_date", "publishdate", "published on", "publication date", "date published", "published date", "pubdate", "published", "is published", "publish", "fecha de publicación", "公開日", "发布日期"},
	"kind":      {"kind", "type", "incident type", "incident_type", "review type", "category", "tipo", "種別", "类型"},
	"severity":  {"severity", "sev", "incident severity", "severity level", "impact level", "priority", "severidad", "gravedad", "severidade", "gravité", "sévérité", "schweregrad", "gravità", "重大度", "严重程度", "事故等级", "级别"},
	"services":  {"services", "service", "affected services", "affected service", "services affected", "service affected", "services impacted", "impacted services", "service(s)", "service(s) affected", "affected systems", "systems affected", "systems", "components", "component", "affected components", "servicios", "servicio", "servicios afectados", "serviços", "serviço", "serviços afetados", "services impactés", "betroffene dienste", "dienste", "servizi", "影響サービス", "サービス", "影响服务", "服务"},
	"team":      {"team", "owning team", "responsible team", "equipo", "equipe", "équipe", "squad", "チーム", "团队"},
	"owner":     {"owner", "owners", "author", "authors", "postmortem owner", "post-mortem owner", "incident owner", "lead", "responsable", "responsável", "作成者", "负责人"},
	"labels":    {"labels", "tags", "keywords", "etiquetas"},
}

// StatusKeys are the keys whose values may tell a draft from what is final.
var StatusKeys = []string{"status", "document status", "doc status", "publication status", "review status", "postmortem status", "post-mortem status", "report status", "estado", "estado del documento", "état", "statut", "状态", "ステータス"}

// AudienceKeys are the keys by which somebody who writes them means to say who
// may see a document, or from when. Only a source's settings ask for their
// values; here they say where nothing may be guessed.
var AudienceKeys = []string{"visibility", "restricted", "restriction", "restrictions", "confidential", "confidentiality", "classification", "sensitivity", "sensitive", "audience", "access", "private", "public", "tlp", "embargo", "embargoed", "unlisted", "hidden", "publish", "release date", "expirydate"}

// IsRecordKey tells whether a lower-case text is a key of what is said about
// the whole review.
func IsRecordKey(text string) bool {
	for _, keys := range RecordKeys {
		if slices.Contains(keys, text) {
			return true
		}
	}
	return false
}
