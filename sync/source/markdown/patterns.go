package markdown

import "regexp"

// The regular expressions, all anchored at an end or run on short texts.
var (
	shortcode = regexp.MustCompile(`:[a-z0-9_+-]+:`)
	// numbering opens a label: "1.", "A3.", "2)", "(4)", "#5:", "AI-1:", "Action 2:", "第1".
	numbering = regexp.MustCompile(`^(?:\(?(?:[A-Za-z]{0,3}-?\d{1,3}(?:\.\d{1,3})*)[.):、]+\)?\s*|\d{1,2}(?:\.\d{1,2})+\s+|\d{1,2}\s+(?:-|–|—)\s+|#\d{1,3}[.:)]\s*|[IVX]{1,4}\.\s+|[一二三四五六七八九十]+[、.．]\s*|(?i:action(?: item| point)?|item|task|acci[oó]n|ação|mesure|maßnahme)\s*#?\d{1,3}\s*[.:)–—-]\s*)`)

	boxAtStart = regexp.MustCompile(`^\[([ xX*✓✔\-~/>]?)\](?:[ \t\x{00a0}]+|$)`)
	rawBox     = regexp.MustCompile(`^\[([ xX*✓✔\-~/>]?)\](?:[ \t]|\r?\n|$)`)
	emojiBox   = regexp.MustCompile(`^(☐|☑|☒|✅|✔️?|✓|⬜|🔲|🔳|❌|🔄|⏳|🚧|🚫|:white_check_mark:|:heavy_check_mark:|:ballot_box_with_check:|:construction:|:x:|:hourglass:)️?\s*`)
	emojiTail  = regexp.MustCompile(`\s*(☑|✅|✔️?|✓|🔄|⏳|🚧|:white_check_mark:|:heavy_check_mark:|:ballot_box_with_check:|:construction:)️?$`)

	bareKey   = regexp.MustCompile(`^[A-Z][A-Z0-9_]{1,14}-\d{1,7}$`)
	numberKey = regexp.MustCompile(`^(?:[\w.-]+(?:/[\w.-]+)?)?[#!]\d{1,7}$`)
	namedKey  = regexp.MustCompile(`^(?i:bug|issue|pr|mr|ticket|jira|task|story|gh|incidencia|chamado)\s*(?:#|-|no\.?)?\s*\d{1,8}$`)
	fileKey   = regexp.MustCompile(`^[A-Za-z0-9][\w.-]*-[0-9a-f]{6,12}(?:-\d{1,3})?$`)
	fileURL   = regexp.MustCompile(`\.md#[0-9a-f]{6,12}$`)
	notKey    = regexp.MustCompile(`^(?:UTF|SHA|ISO|CVE|RFC|AES|HTTP|TLS|SSL|IPV|COVID|RSA|MD|EC|GPT|SEV|US|EU|AP|CA|SA|PEP|BASE|X|H|ECMA|POSIX|FIPS|SOC|PCI|IEEE|P|Q|Y|FY|V|AL|RHEL|JDK|PG)-\d`)
	tracker   = regexp.MustCompile(`(?i)/(?:issues|issue|pull|pulls|pull-requests|merge_requests|work_items)/\d+|/browse/[A-Z][A-Z0-9_]+-\d+|[?&]selectedIssue=[A-Z]|show_bug\.cgi\?id=\d+|bugzil\.la/\d+|linear\.app/[^/]+/issue/|_workitems/(?:edit|recent)/\d+|_workitems\?id=|_git/[^/]+/pullrequest/\d+|trello\.com/c/|app\.asana\.com/\d|app\.(?:shortcut|clubhouse)\.(?:com|io)/[^/]+/story/\d+|pivotaltracker\.com/(?:story/show|n/projects/\d+/stories)/\d+|phabricator\.[^/]+/T\d+|crbug\.com/\d+|app\.clickup\.com/t/|youtrack[^/]*/.*issue/|monday\.com/boards/|height\.app/T-\d+|/projects?/[^/]+/work_packages/\d+|/T\d{4,}$`)
	noTracker = regexp.MustCompile(`(?i)sentry\.io/|bugsnag\.com/|rollbar\.com/|/issues/new`)
	// reference is a link text that says nothing but "ticket".
	reference = regexp.MustCompile(`^(?i:(?:see |tracking |tracked in |github |gitlab |jira |gh |the )*(?:issue|pr|mr|pull request|merge request|ticket|jira|bug|link|here|card|story|task|tracker|tracking issue|fix|details|more|github|enlace|lien|tíquete|チケット|リンク|链接|工单)s?)[\s.:#]*\d*$`)

	answerAtEnd = regexp.MustCompile(`(?i)\s*[(（](same|separate|won[’'´]?t do|team)\s*(?:[:：]\s*([^()（）]*(?:\([^()]*\)[^()]*)?))?[)）]\s*\.?$`)
	answerIn    = regexp.MustCompile(`(?i)[(（](same|separate|won[’'´]?t do|team)\s*(?:[:：]\s*([^()（）]*))?[)）]`)
	declinedTag = regexp.MustCompile(`(?i)[\s(\[–—:-]+(?:won[’']?t (?:do|fix)|wontfix|declined|rejected|cancell?ed)\s*[:：–—-]\s*([^()\[\]]+?)[)\]]?\s*$`)

	handles     = regexp.MustCompile(`(?:^|[\s(\[–—:,;>-]|→)\s*[(\[]?(@[\w][\w./-]*(?:\s*(?:,|/|&|\+|and|y|e|et|und)\s*@[\w][\w./-]*)*)[)\]]?\s*[.:]?$`)
	handleFirst = regexp.MustCompile(`^[(\[]?(@[\w][\w./-]*(?:\s*(?:,|/|&|\+|and)\s*@[\w][\w./-]*)*)[)\]]?\s*(?:[:：–—]|- |to )\s*`)
	teamFirst   = regexp.MustCompile(`^((?i:team [\w&/-]+(?: [\w&-]+)?|[\w&/-]+(?: [\w&-]+)? (?:team|squad)|equipo [\w-]+|equipe [\w-]+|équipe [\w-]+))\s*(?:[:：–—]| - )\s*`)
	bracketTail = regexp.MustCompile(`\s*(?:\[([^\[\]]{1,60})\]|\(([^()]{1,60})\)|（([^（）]{1,60})）|【([^【】]{1,60})】)\s*[.。]?$`)
	bracketHead = regexp.MustCompile(`^(?:\[([^\[\]]{1,60})\]|\(([^()]{1,60})\)|（([^（）]{1,60})）|【([^【】]{1,60})】)\s*[:：–—-]?\s*`)
	stateTail   = regexp.MustCompile(`(?:\s+[-–—:]+|\s*[,;])\s*(\p{L}[\p{L}' -]{1,20})[.!]?$`)
	stateHead   = regexp.MustCompile(`^(DONE|TODO|TO DO|DOING|WIP|FIXED|COMPLETED|IN PROGRESS|PENDING|OPEN|(?i:done|completed|todo|in progress))(?:\s*[:：–—]+|\s+-)\s*`)
	already     = regexp.MustCompile(`^(?i:already|ya se|já|déjà|bereits|已经|既に)\s*`)
	nestedDone  = regexp.MustCompile(`^(?i:(?:this (?:is|was|has been) |it (?:is|was|has been) |already |now )*(?:done|fixed|completed|implemented|merged|resolved|deployed|shipped)(?: (?:in|by|via|with|on|as part of|here)\b|[.!]?$|\s*[:(–-]))`)
	keyValue    = regexp.MustCompile(`^\s*[-*•]?\s*([\p{L}][\p{L} /()?#'_-]{0,30}?)\s*[:：]\s*(\S.*)$`)
	marker      = regexp.MustCompile(`^(?i:(action (?:item|point)s?|action planned|actions planned|action taken|actions taken|actionables?|accionable|acción|item de ação|アクションアイテム|行动项))(?:\s*#?\d+)?\s*[:：]\s*`)
	shoutMarker = regexp.MustCompile(`^(TODO|DOING|DONE)\b\s*[:：–—-]?\s*`)
	// placeholder texts hold nothing of an author.
	placeholder = regexp.MustCompile(`(?i)^(?:[.…_\-–—*?!\s/]*|(?:an)?other (?:action|item|task)s?|(?:the )?(?:first|second|third|next|last) (?:action|item|task)s?|(?:action|item|task|todo|ai|acci[oó]n|tarea|ação|tarefa|tâche|aufgabe)(?: item| point)?s?(?: ?#?\d{1,2}| [a-c]| one| two| three| x| n)?|n/?a|n\.a\.|none(?: (?:yet|so far|at this time|required|needed|identified))?|no (?:further |follow-?up |new )?(?:actions?|action items?|follow-?ups?)(?: (?:required|needed|items?|identified|taken|planned))*|nothing(?: (?:yet|to do))?|tb[dac]|to be (?:determined|defined|decided|added|confirmed|filled(?: in)?)|xxx+|foo|bar|lorem ipsum.*|x|todo|wip|link|description|owner|name|example|e\.g\.?|etc|ninguna?|nenhuma?|aucune?|keine|nessuna?|sin acciones|なし|特になし|未定|无|暂无|待定|待补充|無|行动项\s*\d*|アクション\s*\d*)[.。:…]*$`)
	holes       = regexp.MustCompile(`\$\{[^}]*\}|\{\{[^}]*\}\}|<[A-Za-z][^<>]{1,160}>|\[(?:insert|your|name|action|owner|description|date|link|team|title|add|describe|enter|list|item|task|todo|what|who|when|ticket|fill)\b[^\]]{0,120}\]|_{3,}|\b(?:YYYY|yyyy)[-/](?:MM|mm)[-/](?:DD|dd)\b|<<[^<>]+>>|%[A-Z_]{3,}%`)
	instruct    = regexp.MustCompile(`^(?i:list (?:any|all|the|here|out)|describe |include (?:any|all)|for example|e\.g\.|ex:|example:|fill (?:in|out)|add (?:your|any|all) (?:action|follow)|what (?:are|will|can|should|could) |how (?:will|can|do|could) |who (?:will|is) |insert |enter |please (?:list|add|fill|describe|include)|use this (?:section|table)|this section|todo: ?(?:list|add|fill|describe)|liste? |enumer)`)
)
