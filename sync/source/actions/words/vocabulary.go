package words

// Class is what a label says of what stands below it.
type Class int

// The classes.
const (
	ClassNeutral Class = iota
	ClassTake          // follow-up actions.
	ClassMaybe         // follow-up actions, unless the document has a take section.
	ClassHint          // maybe follow-up actions: only a word of it is about them.
	ClassAdvice        // recommendations; actions only with an owner, a box or a ticket.
	ClassSoft          // no actions; below a take label, a group of them (Detection).
	ClassOff           // no actions, also below a take label (Timeline).
	ClassNever         // nor anything below it (for readers, or the author's checklist).
)

// entry is one row of the vocabulary: phrases of one class. A phrase is words
// in order; a word that ends in * is a stem. Filler words are not written,
// they are taken out of labels before comparing.
type entry struct {
	class Class
	// whole phrases must be all of the label but for qualifiers; clauses may
	// stand anywhere in it; others too, but in a long label only at its start.
	whole, clause bool
	// alone entries judge a label whatever it joins with their words.
	alone   bool
	phrases []string
}

// vocabulary judges labels in languages with spaces between words. The first
// entry that matches decides.
var vocabulary = []entry{
	{class: ClassTake, phrases: []string{"action plan timeline*"}},
	{class: ClassNever, alone: true, phrases: []string{
		"you", "your", "user* should", "customer* should", "user action*", "customer action*", "action* required", "call action",
		"action* user*", "action* customer*", "recommended action* user*", "notes owner", "notes author*", "publishing checklist",
		"review checklist", "postmortem checklist", "post mortem checklist", "no action*", "template instruction*", "instruction*",
		"how use template", "usted", "você", "vous",
	}},
	{class: ClassOff, alone: true, phrases: []string{
		"timeline*", "chronolog*", "change history", "revision history", "update history", "update log", "changelog", "change log", "follow* log", "question*", "action* during", "actions taken during", "immediate response", "open discussion",
		"good action*", "github action*", "cronolog*", "línea tiempo", "linea tiempo", "linha tempo", "frise", "zeitstrahl", "zeitleiste",
		"zeitverlauf", "ablauf", "preguntas", "perguntas", "what could have", "could have been",
	}},
	{class: ClassSoft, whole: true, phrases: []string{"fix", "fix applied", "immediate fix", "immediate fixes", "hotfix", "actions effectuées", "ações executadas", "actions prises", "correção", "corrección", "åtgärd", "løsning", "handling", "do s", "dos and", "don ts"}},
	{class: ClassTake, phrases: []string{"action item*", "action point*"}},
	{class: ClassSoft, phrases: []string{
		"mitigation action*", "mitigation step*", "mitigation measure*", "mitigating action*", "response action*", "recovery action*", "recovery step*", "resolution action*",
		"resolution step*", "containment action*", "containment step*", "containment measure*", "troubleshooting step*", "investigation step*", "emergency action*",
	}},
	{class: ClassTake, phrases: []string{
		"action plan*", "action list", "action tracker", "action register", "actionable*",
		"resulting action*", "review action*", "next step*", "next action*", "follow up action*", "follow up item*", "follow up task*",
		"follow up work", "follow up improvement*", "follow up measure*", "follow up ticket*", "follow up issue*", "follow up step*", "followup action*",
		"followup item*", "followup task*", "corrective action*", "corrective measure*", "corrective *", "preventive action*",
		"preventative action*", "preventive measure*", "preventative measure*", "preventive step*", "preventative step*", "prevention action*",
		"prevention plan", "prevention measure*", "prevention step*", "remediation item*", "remediation plan*", "remediation action*",
		"remediation step*", "remediation task*", "remedial action*", "remedial measure*", "repair item*", "repair action*", "improvement action*", "improvement item*",
		"improvement plan*", "improvement measure*", "countermeasure*", "counter measure*", "future action*", "future work*", "future measure*",
		"future improvement*", "future step*", "future plan*", "future prevention", "future mitigation*", "planned action*", "planned work",
		"planned improvement*", "planned fix*", "planned change*", "proposed improvement*", "proposed action*", "proposed change*",
		"proposed fix*", "proposed solution*", "proposal improvement*", "suggested improvement*", "long term improvement*", "long term action*", "long term fix*",
		"long term solution*", "short term improvement*", "short term action*", "short term fix*", "permanent fix*", "committed action*", "todo list", "do list",
		"todos", "outstanding work", "outstanding action*", "remaining work", "remaining action*", "open action*", "work item*", "follow through item*", "remediation prevention", "prevention remediation", "remediation follow up*", "follow up* remediation", "mitigation plan*", "hardening item*", "hardening work", "long term mitigation*", "long term prevention", "additional measure*", "additional step*", "ongoing work", "upcoming work", "upcoming improvement*", "upcoming change*", "improvement* made", "improvement* planned", "action* improvement*", "reliability improvement*", "process improvement*", "system improvement*",
		"recurrence prevention", "regression prevention", "prevention strateg*", "what do differently", "things do", "things fix", "things improve", "things change", "what todo", "still todo", "remains todo", "work todo", "open item*", "outstanding item*", "further work", "additional work", "resulting work", "never again", "where do go", "learning* action*", "lesson* action*", "learned action*",
		"monitoring improvement*", "alerting improvement*", "detection improvement*", "testing improvement*", "documentation improvement*", "prevention detection", "follow through", "permanent solution*", "structural fix*", "systemic fix*", "process change*", "problem* solve", "problem* fix", "problem* address", "gap* close", "gap* fix", "gap* address", "issue* create", "issue* file", "issue* fix", "issue* address", "bug* fix", "item* address", "further step*", "steps forward", "road ahead", "where go", "permanent resolution*", "commitments customers", "commitment* made", "pending work", "pending item*", "deferred work", "deferred item*", "reliability work", "resilience work",
		"ticket* filed", "issue* filed", "bug* filed", "ticket* created", "issue* created",
		// Spanish
		"accionable*", "accion* correctiva*", "accion* preventiva*", "accion* mejora", "accion* seguimiento", "accion* tomar", "accion* pendiente*",
		"accion* futura*", "accion* inmediata*", "acción* correctiva*", "plan acción", "plan accion", "plan mejora", "planes acción", "próximo* paso*", "proximo* paso*",
		"siguiente* paso*", "medida* preventiva*", "medida* correctiva*", "medida* mejora", "tarea* pendiente*", "tarea* seguimiento",
		"punto* acción", "punto* accion", "mejora* propuesta*", "elemento* acción", "qué vamos hacer", "que vamos hacer", "cómo evitar*", "como evitar*",
		"cómo prevenir*", "como prevenir*", "cómo vamos", "evitar que vuelva", "prevenir que vuelva", "trabajo futuro",
		"accion* siguiente*", "accion* futuro", "accion* derivada*", "accion* evitar*", "accion* prevenir*", "medida* evitar*", "medida* prevenir*", "qué haremos", "que haremos", "ítem* acción", "ítem* accion", "item* acción", "item* accion", "punto* mejora", "tarea* derivada*", "próxima* accion*", "proxima* accion*", "plan correctivo", "plan preventivo", "accion* realiza*", "accion* implementa*", "accion* propuesta*", "medida* tomar", "medida* tomada*", "medida* adoptada*", "medida* futura*", "mejora* continua*", "mejora* futura*", "oportunidad* mejora", "plan prevención", "no vuelva ocurrir", "no vuelva pasar", "no vuelva suceder", "vamos cambiar", "solución definitiva", "solución permanente", "plan remediación", "trabajo pendiente",
		// Portuguese
		"item ação", "itens ação", "itens acao", "plano ação", "plano acao", "planos ação", "próximo passo*", "próximos passos", "proximos passos", "ações corretivas",
		"ações preventivas", "acoes corretivas", "acoes preventivas", "ações melhoria", "ações acompanhamento", "ações futuras", "ações imediatas",
		"medidas preventivas", "medidas corretivas", "pontos ação", "tarefas pendentes", "melhorias propostas", "ponto* melhoria", "como vamos", "que vamos fazer",
		"que faremos", "trabalhos futuros",
		"ação corretiva", "ação preventiva", "ações evitar*", "prevenção recorrência*", "que será feito", "próximas ações", "próximas etapas", "ações tomar", "medida* adotada*", "que vamos mudar", "evitar que aconteça", "não aconteça novamente", "melhoria* contínua*", "melhoria* futura*", "plano melhoria*", "plano prevenção", "oportunidade* melhoria", "solução definitiva", "solução permanente", "vamos mudar",
		// French
		"plan action*", "action* corrective*", "action* préventive*", "action* preventive*", "action* suivi", "action* mener", "action* venir", "action* entreprendre",
		"action* future*", "action* immédiate*", "action* amélioration*", "mesure* corrective*", "mesure* préventive*", "mesure* prise*", "mesure* prendre", "prochaine* étape*", "prochaine* action*", "étape* suivante*",
		"point* action", "points action", "axe* amélioration*", "piste* amélioration*", "amélioration* prévue*", "comment éviter*", "comment prévenir*",
		"que faisons", "que allons faire", "que allons changer",
		"action* prévue*", "action* décidée*", "élément* action*", "prévention récidive*", "action* éviter", "mesure* éviter", "action* planifiée*", "mesure* envisagée*", "mesure* mise* place", "plan remédiation", "plan amélioration*", "plan correctif*", "correctif* durable*", "éviter récurrence", "éviter récidive", "éviter que cela", "éviter que ça", "ne plus reproduire", "suites donner", "suite donner", "solution* pérenne*", "solution* durable*",
		// German
		"maßnahme*", "massnahme*", "sofortmaßnahme*", "sofortmassnahme*", "folgemaßnahme*", "gegenmaßnahme*", "korrekturmaßnahme*", "präventivmaßnahme*", "vorbeugemaßnahme*", "verbesserungsmaßnahme*", "nächste* schritt*", "naechste* schritte",
		"weitere* schritte", "aktionspunkt*", "aktionsplan", "folgeaufgabe*", "handlungspunkt*", "offene punkte", "offene aufgaben", "gegenmassnahme*", "was verbessern", "dauerhafte lösung*", "was tun dagegen", "wie verhindern",
		// Italian
		"azion* correttiv*", "azion* preventiv*", "azion* migliorament*", "azion* future", "azion* intraprendere", "prossim* pass*", "piano azione", "piano azione", "misur* preventiv*",
		"misur* correttiv*", "punti azione", "elementi azione", "attività follow up", "come evitare", "come prevenire", "contromisur*", "soluzion* definitiv*",
	}},
	{class: ClassTake, phrases: []string{
		// Dutch, Swedish, Danish, Norwegian, Finnish
		"actiepunt*", "vervolgactie*", "vervolgstap*", "verbeteractie*", "verbetermaatregel*", "preventieve maatregel*", "volgende stap*", "corrigerende maatregel*",
		"åtgärdspunkt*", "åtgärdslista", "förebyggande åtgärd*", "kommande åtgärd*", "nästa steg", "uppföljning*", "handlingsplan*", "förbättringsåtgärd*",
		"handlingspunkt*", "opfølgning*", "opfølgende", "næste skridt", "forebyggende tiltag", "forbedringstiltag", "korrigerende handling*",
		"aksjonspunkt*", "oppfølging*", "oppfølgingspunkt*", "neste steg", "forebyggende tiltak", "videre tiltak", "korrigerende tiltak", "forbedringstiltak",
		"wat gaan anders", "framtida arbete", "framtida åtgärd*", "fremtidigt arbejde", "fremtidig arbeid", "jatkotoimenpi*", "toimenpide-ehdotu*", "korjaavat toimenpi*", "ehkäisevät toimenpi*", "seuraavat askel*",
		// Polish, Czech, Turkish
		"działania naprawcze", "działania zapobiegawcze", "działania korygujące", "kolejne kroki", "następne kroki", "dalsze działania", "dalsze kroki", "punkty działania", "plan działa*", "zadania do wykonania",
		"nápravná opatřen*", "preventivní opatřen*", "další krok*", "akční krok*", "následná opatřen*", "úkoly",
		"aksiyon madde*", "aksiyon öge*", "aksiyon öğe*", "aksiyonlar", "alınacak aksiyon*", "alınacak önlem*", "sonraki adım*", "iyileştirme*", "önleyici faaliyet*", "düzeltici faaliyet*", "yapılacaklar", "yapılacak işler",
		// Russian, Ukrainian
		"план действий", "план мероприятий", "дальнейшие действия", "дальнейшие шаги", "следующие шаги", "корректирующие действия", "корректирующие меры", "превентивные меры", "предупреждающие меры", "профилактические меры", "меры предотвращени*", "меры по предотвращени*", "меры по недопущени*", "план доработок", "план улучшений", "задачи по итогам", "экшн айтем*", "как избежать", "как предотвратить", "як уникнути", "що зробимо", "що ми зробимо", "що будемо робити", "що робимо далі", "что делаем дальше", "что будем делать", "что сделаем",
		"план дій", "подальші дії", "наступні кроки", "заходи із запобігання", "заходи запобігання", "корегувальні дії", "превентивні заходи",
		// Korean, Vietnamese, Indonesian
		"액션 아이템*", "액션아이템*", "후속 조치*", "후속조치*", "재발 방지*", "재발방지*", "개선 사항*", "개선사항*", "개선 방안*", "개선 계획*", "향후 계획*", "향후 조치*", "향후 과제*", "다음 단계*", "할 일", "조치 계획*", "남은 일", "남은 작업*",
		"hành động khắc phục", "hành động phòng ngừa", "hành động tiếp theo", "hành động cải tiến", "hạng mục hành động", "biện pháp khắc phục", "biện pháp phòng ngừa", "kế hoạch hành động", "bước tiếp theo", "việc cần làm", "giải pháp lâu dài", "giải pháp dài hạn",
		"tindak lanjut", "tindakan perbaikan", "tindakan pencegahan", "tindakan korektif", "rencana tindakan", "rencana aksi", "langkah selanjutnya", "langkah pencegahan", "action item*",
	}},
	{class: ClassTake, clause: true, phrases: []string{
		"what doing",
		"what done prevent*", "what do prevent*", "what did prevent*", "what doing prevent*", "what do next", "what going do", "what do going forward",
		"va faire", "allons faire", "was tun", "was jetzt tun", "was werden tun", "was ändern", "cosa faremo", "cosa facciamo", "wat gaan doen", "wat doen", "vad ska göra", "vad gör", "hvad gør", "hvad skal gøre", "hva gjør", "hva skal gjøre", "co zrobimy", "co uděláme", "ne yapacağız",
		"what plan do", "what do about", "what changing", "what going change", "what next", "what happens next", "how prevent", "how preventing", "how do prevent", "how avoid", "how avoiding",
		"how do avoid", "how make sure*", "how ensure*", "prevent* recurrence*", "prevent* reoccurrence*", "prevent* happening again",
		"prevent* again", "prevent* similar", "prevent* future", "avoid* future", "avoid* recurrence*", "avoid* happening again",
		"avoid* similar", "prevent* going forward", "prevent* next time", "step* taking", "steps take", "steps prevent*", "measures prevent*",
		"measures taken prevent*", "actions prevent*", "actions taken prevent*", "changes making", "improvements making", "path forward", "way forward",
		"moving forward", "going forward", "less likely", "how making", "how reduc*", "how we will", "what improving", "what did prevent*", "how stop", "keep happening", "never happens again", "what changes now", "what happens now", "what do better", "what should do better", "what could do better", "how address*", "so does happen again", "does happen again", "not happen again", "doesn t happen again", "never happen again", "avoid* recurring", "prevent* recurring", "list steps ca", "looking forward", "looking ahead",
	}},
	{class: ClassTake, whole: true, phrases: []string{
		"action", "actions", "follow up", "follow ups", "followup", "followups", "following up", "action taken", "actions taken", "prevention", "preventive", "preventative", "preventing", "preventions",
		"improvements", "improvement", "measures", "tasks", "todo", "do", "dos", "try", "ändern", "maintenant", "tasks created", "commitment", "commitments", "deliverables", "hardening", "safeguards", "guardrails", "ais", "capa", "plan", "roadmap", "next", "outcomes action*",
		"acciones", "accion", "acción", "seguimiento", "medidas", "tareas", "mejoras", "prevención", "prevencion", "compromisos", "pendientes",
		"ação", "ações", "acoes", "acompanhamento", "tarefas", "melhorias", "prevenção", "prevencao", "pendências",
		"mesures", "suivi", "suivis", "suites", "tâches", "améliorations", "amélioration", "prévention", "faire",
		"aufgaben", "aktionen", "verbesserungen", "vorbeugung", "prävention", "nachverfolgung", "todos",
		"acties", "maatregelen", "preventie", "verbeteringen", "opvolging", "taken", "åtgärder", "förbättringar", "forebyggelse", "forbedringer", "forebygging", "tiltag", "aksjoner", "toimenpiteet", "działania", "usprawnienia", "prewencja", "opatření", "prevence", "aksiyonlar", "önlemler",
		"действия", "меры", "задачи", "мероприятия", "дії", "заходи", "액션", "과제", "할일", "예방",
		"azioni", "misure", "attività", "miglioramenti", "prevenzione",
	}},
	{class: ClassNever, phrases: []string{
		"acceptance criteri*", "exit criteri*", "completion criteri*", "closing criteri*", "closure criteri*", "close criteri*", "closing checklist", "closure checklist", "close out checklist", "closeout checklist", "closing review", "closure review", "sign off checklist", "acceptance test*", "criterios cierre", "critérios encerramento", "critères clôture", "abschlusskriteri*", "criteri chiusura", "critérios aceitação", "critères acceptation", "abnahmekriteri*", "kryteria", "критерии", "критерії", "tiêu chí",
	}},
	{class: ClassMaybe, clause: true, phrases: []string{
		"remediation*", "remediación", "remediação", "remédiation", "what changed", "what done", "what have done", "what already done", "what did about", "changes made", "changes after", "remediation implemented", "measures implemented", "actions performed", "work done", "qué hecho", "que foi feito", "que avons fait", "was getan haben",
	}},
	{class: ClassMaybe, whole: true, phrases: []string{
		"remediation", "remediations", "remediated", "fixes", "solutions", "remediación", "remediação", "remédiation", "correctives",
	}},
	{class: ClassHint, phrases: []string{
		"mitigation strateg*", "fix prevention", "fixes prevention", "resolution prevention", "solution prevention", "fix plan*", "further investigation*", "further analysis", "follow on", "documentation update*", "runbook update*", "policy change*", "policy update*",
		"tracking", "tracking issue*", "issue tracker", "linked issue*", "github issue*", "milestone*", "assignments", "assigned", "monitoring gap*", "alerting gap*", "documentation gap*", "training need*", "contingency plan*", "plano contingência", "plan contingencia", "plan secours", "konsequenz*", "abhilfe", "ausblick",
	}},
	{class: ClassAdvice, phrases: []string{"recommendation*", "recomendaci*", "recomendaç*", "recommandation*", "empfehlung*", "raccomandazion*", "suggestions", "handlungsempfehlung*", "aanbeveling*", "rekommendation*", "anbefaling*", "suosituk*", "rekomendac*", "zalecen*", "doporučen*", "öneri*", "рекомендац*", "권고*", "권장*", "khuyến nghị", "kiến nghị", "rekomendasi", "saran"}},
	{class: ClassOff, phrases: []string{
		"root cause*", "lesson*", "learned", "learnt", "learning*", "takeaway*", "take aways", "what went", "went well", "went wrong", "what happened", "lucky", "luck", "thank*",
		"acknowledg*", "appendix", "appendi*", "references", "supporting", "background", "glossary", "attendees", "participants", "further reading", "related links", "faq", "conclusion*",
		"lecciones", "aprendizajes", "qué pasó", "que paso", "causa* raíz", "causa* raiz", "lições", "aprendizados", "agradecimientos", "agradecimentos", "leçons", "cause* racine*", "enseignements", "remerciements", "ursache*", "lehren", "erkenntnisse", "lezioni", "cause radice", "ringraziamenti",
		"what worked", "worked well", "what didn", "what failed", "positives", "negatives", "point* positif*", "point* négatif*", "ont bien fonctionné", "qui fonctionné", "bien fonctionné", "bien passé", "mal passé",
		"punto* positivo*", "punto* negativo*", "aspecto* positivo*", "aspecto* negativo*", "que funcionó", "que falló", "funcionó bien", "salió bien", "salió mal", "suerte", "ponto* positivo*", "ponto* negativo*", "que funcionou", "que falhou", "funcionou bem", "deu certo", "deu errado", "sorte",
		"identified problem*", "problem* identified", "identified issue*", "issue* identified", "problems", "weakness*", "gaps identified", "recurrence", "reoccurrence", "guidance user*", "guidance customer*", "what fixed", "related ticket*", "related issue*", "related pr*", "related link*", "related incident*", "related work", "metric*", "success criteria", "pros", "cons", "future update*", "further update*", "advantage*", "benefit*", "expected benefit*", "drawback*", "ventaja*", "beneficio*", "vantage*", "benefício*", "avantage*", "bénéfice*", "vorteil*", "nachteil*", "vantagg*", "voordel*", "fördel*", "fordel*", "zalety", "výhody", "avantaj*", "преимуществ*", "переваги", "장점", "기대 효과", "lợi ích", "keuntungan", "manfaat", "trade off*", "alternative* considered", "alternatives", "cost*", "out scope", "non goals", "definition done", "verification", "verificación", "validation", "how verif*", "evidence",
		"dobře", "špatně", "co fungovalo", "co se povedlo", "wnioski", "co poszło", "czego się", "lärdomar", "vad gick", "hvad gik", "hva gikk", "læring*", "lærdom*", "geleerde lessen", "wat ging", "opit", "mitä opimme", "dersler", "ne öğrendik", "уроки", "выводы", "что было хорошо", "что пошло", "причина", "причины", "хронология", "висновки", "배운 점", "교훈", "잘된 점", "원인", "타임라인", "bài học", "nguyên nhân", "dòng thời gian", "pelajaran", "akar masalah", "kronologi", "tidslinj*", "tidslinje", "oś czasu", "zaman çizelgesi", "časová osa",
		"five why*", "5 why*", "backlog check", "recurrence check", "what did well", "contributing factor*", "participantes",
	}},
	{class: ClassSoft, phrases: []string{
		"detect*", "resol*", "respon*", "recover*", "mitigat*", "impact*", "trigger*", "summary", "overview", "status", "cause*", "workaround*", "severity", "communication*",
		"detecc*", "mitigac*", "recuperac*", "respuesta", "impacto*", "resumen", "resumo", "mitigaç*", "detecç*", "recuperaç*", "resposta", "résumé", "détection",
		"atténuation", "réponse", "rétablissement", "auswirkung*", "behebung", "erkennung", "zusammenfassung", "lösung", "impatto", "rilevamento", "risoluzione", "riepilogo",
	}},
}

// cjkVocabulary judges labels in languages without spaces: the longest phrase
// found in the label decides, the upper one among equals.
var cjkVocabulary = []entry{
	{class: ClassNever, phrases: []string{"给用户的建议", "用户需要", "お客様", "ユーザーへの", "关闭审核", "关闭条件", "关闭检查", "关闭标准", "关闭门禁", "结案条件", "结案检查", "验收标准", "關閉條件", "結案條件", "驗收標準", "クローズ条件", "クローズ基準", "完了条件", "受け入れ条件"}},
	{class: ClassTake, phrases: []string{
		"行动项", "行动计划", "后续行动", "后续措施", "后续计划", "后续改进", "后续跟进", "后续工作", "后续优化", "后续动作", "后续", "改进措施", "改进项", "改进计划", "改进方案", "改进点", "改进建议", "改进行动", "改进", "整改措施", "整改项", "整改计划", "整改",
		"预防措施", "防范措施", "纠正措施", "优化措施", "优化项", "优化方案", "优化计划", "待办事项", "待办", "下一步", "跟进事项", "跟进项", "跟进", "措施", "行动", "如何避免", "如何防止", "如何预防", "避免再次发生", "防止再次发生", "防再犯", "防止再犯", "杜绝再次", "长期方案", "长期解决方案", "根本解决方案", "任务",
		"预防", "防范", "改进方向", "优化方向", "长期改进", "短期改进", "防护措施", "加固措施", "加固方案", "根治方案", "落地措施", "防止复发", "避免复发", "防复发", "落实计划", "改进落实", "修复计划", "对策", "遗留事项", "後續工作", "預防",
		"行動項目", "行動計畫", "後續行動", "後續措施", "後續", "改善措施", "改善計畫", "預防措施", "矯正措施", "待辦事項", "待辦", "跟進",
		"アクションアイテム", "アクションプラン", "ネクストアクション", "アクション", "再発防止策", "再発防止", "今後の対応", "今後の対策", "今後の改善", "今後の取り組み", "今後のアクション", "恒久対応", "恒久対策", "恒久的対応", "根本対策", "根本対応", "改善策", "改善項目", "改善アクション", "改善", "対策",
		"フォローアップ", "次のステップ", "次のアクション", "予防策", "予防措置", "是正措置", "やること", "残タスク", "タスク", "残課題", "残作業", "宿題", "対応方針",
	}},
	{class: ClassAdvice, phrases: []string{"建议", "建議", "推奨事項"}},
	{class: ClassOff, phrases: []string{
		"変更履歴", "更新履歴", "变更记录", "更新记录", "갱신 이력", "변경 이력", "优势", "收益", "メリット", "时间线", "时间轴", "時間線", "根因", "根本原因", "经验教训", "经验总结", "經驗教訓", "教训", "做得好", "做的好", "做得不好", "待改进之处", "参考", "附录", "致谢", "背景", "亮点", "反思", "做对", "做错", "関連", "相关", "成功", "タイムライン", "時系列", "教訓", "学び", "良かった", "改善点", "振り返り", "ふりかえり", "うまくいった", "参考", "付録", "謝辞", "背景",
	}},
	{class: ClassSoft, phrases: []string{
		"影响", "影響", "检测", "檢測", "响应", "回應", "恢复", "恢復", "解决方案", "解决", "解決", "处理过程", "应急措施", "临时措施", "缓解措施", "缓解", "止损措施", "处理措施", "解决措施", "应对措施", "原因", "概述", "总结", "摘要", "検知", "検出", "復旧", "暫定対応", "暫定対策", "対応履歴", "対応内容", "応急", "概要", "緩和",
	}},
}

// fillers are words that labels hold in between.
const fillers = `a an the and or of to in on at by for from with without it its this that these those we us our ours i is are was were be being been
am will shall would should can could has have had ve re ll s d about into any all some so as also & + let
de del la las los el lo para por y e o en un una al se su sus
da das os para com em um uma ao
le les des du d l et pour à au aux un une en nous notre nos sont ce cette qu
der die das und zu zur zum für von wir uns den dem ein eine sind
il di della dei delle gli per con ed i`

// qualifiers may stand beside a whole phrase.
const qualifiers = `corrective preventive preventative preventing preventative prevention proposed proposal planned pending remaining open outstanding
immediate short medium mid long term near longterm shortterm future further additional other key main major important recommended suggested agreed resulting required
post postmortem mortem incident retrospective retro review team engineering technical process operational internal new current ongoing
item items action actions task tasks step steps point points list plan plans tracker tracking log table work ticket tickets issue issues
follow up ups followup followups improvement improvements prevention measure measures remediation remediations fix fixes mitigation
todo todos owner owners assignee status priority taken tomadas tomada adotadas adoptadas realizadas concluídas completadas prises réalisées effectuées planifiées prévues implementadas aplicadas executadas feitas recommendations decided result results outcome outcomes completed done q1 q2 q3 q4
next long-term short-term jira github link links draft id ids
correctivas preventivas pendientes propuestas futuras inmediatas seguimiento mejora mejoras corto mediano largo plazo tareas medidas acciones acción
corretivas preventivas pendentes propostas futuras imediatas melhoria melhorias curto médio longo prazo ações tarefas
correctives préventives futures immédiates suivi amélioration améliorations court moyen long terme actions mesures
incidente incidentes pós futura responsables responsáveis added
folgen sofort kurzfristig mittelfristig langfristig kurzfristige langfristige geplante
correttive preventive future immediate breve medio lungo termine azioni`

// groupWords open the labels of groups of actions: kind of work or horizon.
var groupWords = []string{
	"prevent*", "detect*", "mitigat*", "respon*", "recover*", "resol*", "repair*", "investigat*", "process*", "technical", "monitoring", "alerting", "observability", "testing", "tests",
	"documentation", "docs", "communication*", "training", "tooling", "infrastructure", "security", "operations", "operational", "automation", "infra", "people", "organi*", "product", "engineering", "qa", "fixes", "other*", "misc*", "general",
	"short", "medium", "mid", "long", "immediate*", "near", "longer", "shorter", "quick", "now", "next", "later", "future", "today", "soon", "complete*", "done", "open", "pending", "planned", "ongoing", "todo", "in progress", "high", "low", "critical",
	"p0", "p1", "p2", "p3", "p4", "priority", "must", "should", "could", "q1", "q2", "q3", "q4", "phase", "week", "month", "day", "days", "hours",
	"corto", "mediano", "largo", "inmediat*", "prevenc*", "detecc*", "mitigac*", "proceso*", "técnic*", "monitore*", "curto", "médio", "longo", "imediat*", "prevenç*", "detecç*", "mitigaç*",
	"court", "moyen", "préven*", "détec*", "immédiat*", "kurzfristig*", "mittelfristig*", "langfristig*", "sofort*", "breve", "lungo",
}
