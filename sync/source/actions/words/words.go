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
	}},
	{FieldDue, []string{
		"due", "due date", "deadline", "eta", "target date", "target", "date", "when", "by when", "due by", "expected", "expected date", "completion date", "estimated completion", "estimated completion date", "estimated date", "expected completion", "target completion", "timeline", "timeframe", "by", "estimate",
		"fecha", "fecha límite", "plazo", "vencimiento", "cuándo", "data", "prazo", "data limite", "quando", "échéance", "date limite", "délai", "quand", "fällig", "fällig am", "frist", "termin", "datum", "bis", "scadenza",
		"期限", "期日", "締切", "予定日", "完了予定", "完了予定日", "截止日期", "截止时间", "完成时间", "预计完成时间", "计划完成时间", "预计完成", "期望完成时间", "時程", "日期",
	}},
	{FieldPriority, []string{
		"priority", "prio", "severity", "urgency", "importance", "prioridad", "prioridade", "priorité", "priorität", "priorità", "優先度", "优先级", "優先級", "重要度",
	}},
	{FieldType, []string{
		"type", "category", "kind", "class", "tipo", "categoría", "categoria", "catégorie", "typ", "kategorie", "種別", "種類", "分類", "カテゴリ", "类型", "分类", "類型", "タイプ",
	}},
	{FieldStatus, []string{
		"status", "state", "progress", "done", "completed", "resolution", "done?", "implemented", "implementada", "implementado", "hecho", "feito", "concluído", "fait", "réalisé", "complete", "complet", "estado", "estatus", "situação", "statut", "état", "avancement", "stand", "stato", "状態", "状況", "ステータス", "进度", "进展", "状态", "狀態", "完成情况", "完了",
	}},
	{FieldTicket, []string{
		"ticket", "tickets", "issue", "issues", "bug", "bugs", "jira", "link", "links", "tracking", "tracker", "tracking issue", "tracking bug", "tracking ticket", "reference", "references", "ref", "pr", "prs", "pull request", "github issue", "story", "url", "gitlab issue", "linear",
		"enlace", "referencia", "tíquete", "chamado", "référence", "lien", "collegamento", "チケット", "课题", "課題番号", "リンク", "工单", "链接", "单号", "工單",
	}},
	{FieldID, []string{"id", "no", "nr", "num", "number", "n", "番号", "编号", "序号", "項番", "編號"}},
	{FieldAction, []string{
		"action item", "action items", "action", "actions", "action point", "task", "tasks", "todo", "to do", "follow up", "follow ups", "followup", "item", "items", "what", "description", "improvement", "measure", "remediation", "recommendation", "corrective action", "preventive action", "activity", "work item", "step", "next step", "deliverable", "title", "name", "summary", "details", "proposal", "fix",
		"acción", "accion", "acciones", "accionable", "tarea", "tareas", "medida", "mejora", "qué", "descripción", "descripcion", "actividad", "ação", "ações", "acao", "tarefa", "tarefas", "melhoria", "o que", "descrição", "descricao", "atividade",
		"tâche", "tâches", "mesure", "mesures", "quoi", "description", "amélioration", "maßnahme", "maßnahmen", "massnahme", "aufgabe", "aufgaben", "was", "beschreibung", "azione", "azioni", "attività", "misura", "cosa", "descrizione",
		"アクション", "アクションアイテム", "対策", "対応", "対応内容", "内容", "項目", "タスク", "改善策", "再発防止策", "施策", "行动项", "行动", "应该做的", "动作", "措施", "改进措施", "改进项", "改进", "事项", "待办", "任务", "描述", "整改措施", "跟进事项", "行動項目", "項目", "後續行動",
	}},
	{FieldDetail, []string{"notes", "note", "comment", "comments", "remarks", "notas", "comentarios", "observações", "remarques", "bemerkung", "note", "備考", "备注", "備註", "说明", "rationale", "why", "purpose", "how"}},
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
	}},
	{review.InProgress, []string{
		"in progress", "in-progress", "inprogress", "ongoing", "on going", "on-going", "wip", "doing", "started", "underway", "under way", "in review", "in development", "partially done", "partially", "partial", "🔄", "⏳", "🚧", "🏗", "🟡", ":construction:", ":hourglass:",
		"en curso", "en progreso", "en proceso", "em andamento", "em progresso", "en cours", "in arbeit", "in bearbeitung", "in corso", "進行中", "対応中", "作業中", "着手", "进行中", "处理中", "開発中", "开发中",
	}},
	{review.Declined, []string{
		"won't do", "wont do", "won't fix", "wont fix", "wontfix", "wont-fix", "won't-fix", "will not do", "not doing", "declined", "rejected", "cancelled", "canceled", "abandoned", "obsolete", "dropped", "not needed", "no longer needed", "descoped", "🚫", ":no_entry_sign:",
		"descartado", "descartada", "rechazado", "cancelado", "cancelada", "rejeitado", "abandonné", "annulé", "verworfen", "abgelehnt", "annullato", "scartato", "見送り", "中止", "却下", "不要", "不做", "取消", "已取消", "放弃",
	}},
	{review.Done, []string{
		"done", "completed", "complete", "fixed", "finished", "closed", "resolved", "shipped", "deployed", "merged", "implemented", "released", "delivered", "landed", "verified", "✅", "✔", "☑", "✓", "🟢", ":white_check_mark:", ":heavy_check_mark:", ":ballot_box_with_check:", ":check:",
		"hecho", "hecha", "hechos", "hechas", "realizado", "realizada", "realizados", "realizadas", "implementado", "implementada", "implementados", "implementadas", "aplicado", "aplicada", "aplicados", "aplicadas", "completados", "completadas", "completado", "completada", "terminado", "terminada", "finalizado", "finalizada", "resuelto", "listo", "concluído", "concluída", "concluido", "concluídos", "concluídas", "feito", "feita", "feitos", "feitas", "finalizada", "fait", "faite", "terminé", "terminée", "fini", "réalisé", "réalisée", "réalisés", "réalisées", "effectué", "effectuée", "effectués", "effectuées", "faits", "faites", "terminés", "terminées", "erledigt", "fertig", "abgeschlossen", "fatto", "completato", "completata",
		"完了", "対応済み", "対応済", "実施済み", "実施済", "済み", "済", "完成", "已完成", "已修复", "已解决", "已上线", "已处理", "已落地", "已落实", "已实施", "已执行",
	}},
}

// priorityWords and typeWords are tags that stand alone.
const priorityWords = `p0 p1 p2 p3 p4 p5 high medium low critical urgent highest lowest major minor must should could blocker alta media baja média baixa
haute moyenne basse élevée hoch mittel niedrig alta bassa crítica crítico 高 中 低 紧急 sev0 sev1 sev2 sev3`

const typeWords = `prevent prevention preventive preventative detect detection mitigate mitigation repair process investigate documentation monitoring alerting
prevenir prevención detectar detección mitigar mitigación prevenção detecção mitigação prévention détection atténuation 予防 検知 緩和 预防 检测 缓解 tooling testing`

// workWords are kinds of work among the types: before a colon they lead to
// what is to be done.
const workWords = `process investigate documentation monitoring alerting tooling testing repair`

// joinWords may follow a state's word in a tag.
const joinWords = `due in on by via as at during with before after since until and but for but see already en el por dans le par am von il da`

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
assign speak send exclude stagger purge re-apply cache treat tune wire bring call gather mark prioritize rely rerun retire retain save sanitize surface teach track trigger triage warn wait wrap eliminate
agendar activar ajustar analizar aplicar asegurar avisar cambiar comunicar considerar desactivar detectar estudiar evitar garantizar incluir informar limitar migrar mover notificar organizar planificar preparar probar proponer publicar reforzar registrar reparar reportar sustituir validar
ajustar alterar analisar aplicar atribuir avaliar avisar comunicar considerar desativar detectar documentar estudar evitar garantir incluir informar instalar limitar mover notificar organizar planejar preparar propor publicar reforçar registrar rever substituir testar validar
activer adapter ajuster analyser appliquer changer communiquer demander déployer désactiver écrire étudier éviter faire former garantir inclure informer installer intégrer limiter migrer modifier mutualiser notifier nettoyer organiser passer planifier prévoir préparer proposer publier rédiger relancer remplacer renforcer réaliser réduire séparer sécuriser supprimer surveiller tester utiliser valider
voeg maak controleer verbeter documenteer onderzoek pas stel zet voorkom lägg skapa kontrollera förbättra dokumentera utred inför säkerställ uppdatera tilføj opret kontroller forbedre dokumenter undersøk legg sørg oppdater
lisää luo tarkista paranna dokumentoi selvitä dodać dodaj utworzyć sprawdzić sprawdź poprawić wprowadzić zmienić přidat vytvořit zkontrolovat zlepšit ekle oluştur kontrol iyileştir
thêm tăng giảm nâng sửa kiểm bổ điều tự xây cập triển thiết viết menyediakan menambahkan membuat memastikan menggunakan menjalankan memperbaiki meningkatkan tambahkan buat perbaiki tingkatkan pastikan gunakan
aggiornare analizzare applicare attivare automatizzare aumentare cambiare comunicare configurare controllare documentare evitare implementare inserire introdurre monitorare predisporre ridurre rivedere sostituire testare valutare`

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
