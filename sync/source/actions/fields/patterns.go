package fields

import (
	"regexp"

	"github.com/followthrough/followthrough/internal/sieve"
)

// The regular expressions, all anchored at an end or run on short texts.
var (
	emojiBox  = sieve.MustCompile(`^(☐|☑|☒|✅|✔️?|✓|⬜|🔲|🔳|❌|🔄|⏳|🚧|🚫|:white_check_mark:|:heavy_check_mark:|:ballot_box_with_check:|:construction:|:x:|:hourglass:)️?\s*`)
	emojiTail = sieve.MustCompile(`\s*(☑|✅|✔️?|✓|🔄|⏳|🚧|:white_check_mark:|:heavy_check_mark:|:ballot_box_with_check:|:construction:)️?$`)
	// emojiBeforeRemark is an emoji that only a remark in brackets follows.
	emojiBeforeRemark = sieve.MustCompile(`\s(☑|✅|✔️?|✓|🔄|⏳|🚧|:white_check_mark:|:heavy_check_mark:)️?\s*[(（][^()（）]{1,120}[)）]\.?$`)
	bareKey           = regexp.MustCompile(`^[A-Z][A-Z0-9_]{1,14}-\d{1,7}$`)
	numberKey         = regexp.MustCompile(`^(?:[\w.-]+(?:/[\w.-]+)?)?[#!]\d{1,7}$`)
	namedKey          = sieve.MustCompile(`^(?i:bug|issue|pr|mr|ticket|jira|task|story|gh|incidencia|chamado)\s*(?:#|-|no\.?)?\s*\d{1,8}$`)
	fileKey           = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{M}\p{N}_.-]*-([0-9a-f]{6,12})(?:-\d{1,3})?$`)
	fileURL           = sieve.MustCompile(`\.md#[0-9a-f]{6,12}(?:-\d{1,3})?$`)
	notKey            = sieve.MustCompile(`^(?:UTF|SHA|ISO|CVE|RFC|AES|HTTP|TLS|SSL|IPV|COVID|RSA|MD|EC|GPT|SEV|US|EU|AP|CA|SA|PEP|BASE|X|H|ECMA|POSIX|FIPS|SOC|PCI|IEEE|ADR|RFD|P|Q|Y|FY|V|AL|RHEL|JDK|PG)-\d`)
	// notFileKey: a number of another kind, an identifier, or a day.
	notFileKey = regexp.MustCompile(`(?i)^(?:cve|ghsa|rfc|adr|rfd|sha\d*|uuid)-|^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-|-(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-3]\d)?$`)
	// trackerPath is in the address of an item of a tracker, or trackerName is: two,
	// because the first is met most, and found fast by the sign that it begins with.
	trackerPath = sieve.MustCompile(`(?i)/(?:(?:issues|issue|pull|pulls|pull-requests|merge_requests|work_items)/\d+|browse/[A-Z][A-Z0-9_]+-\d+|projects?/[^/]+/work_packages/\d+|T\d{4,}$)`)
	trackerName = sieve.MustCompile(`(?i)[?&]selectedIssue=[A-Z]|show_bug\.cgi\?id=\d+|bugzil\.la/\d+|linear\.app/[^/]+/issue/|_workitems/(?:edit|recent)/\d+|_workitems\?id=|_git/[^/]+/pullrequest/\d+|trello\.com/c/|app\.asana\.com/\d|app\.(?:shortcut|clubhouse)\.(?:com|io)/[^/]+/story/\d+|pivotaltracker\.com/(?:story/show|n/projects/\d+/stories)/\d+|phabricator\.[^/]+/T\d+|crbug\.com/\d+|app\.clickup\.com/t/|youtrack[^/]*/.*issue/|monday\.com/boards/|height\.app/T-\d+`)
	// trackerKey is in the addresses that Jira shows beside /browse/: of lists, filters,
	// queues and portals. trackerPane is in those of GitHub's side panes.
	trackerKey  = sieve.MustCompile(`(?i)/(?:issues|queues(?:/[a-z]+)?(?:/\d+)?|portal/\d+)/[A-Z][A-Z0-9_]+-\d+/?(?:[?#]|$)`)
	trackerPane = sieve.MustCompile(`(?i)[?&]issue=[\w.-]+(?:%7C|\|)[\w.-]+(?:%7C|\|)\d`)
	// unmade is the key of an item that is still to be made, in a review as it would be
	// written then.
	unmade = regexp.MustCompile(`^(?:[A-Z][A-Z0-9_]{1,14}-|[\w.-]+/[\w.-]+#)\?$`)
	// reference is a link text that says nothing but "ticket".
	reference   = sieve.MustCompile(`^(?i:(?:see |tracking |tracked in |github |gitlab |jira |gh |the )*(?:issue|pr|mr|pull request|merge request|ticket|jira|bug|link|here|card|story|task|tracker|tracking issue|fix|details|more|github|enlace|lien|tíquete|チケット|リンク|链接|工单)s?)[\s.:#]*\d*$`)
	answerAtEnd = sieve.MustCompile(`(?i)\s*[(（](same|separate|action|no action|won[’'´]?t do|team)\s*(?:[:：]\s*([^()（）]*(?:\([^()]*\)[^()]*)?))?[)）]\s*\.?$`)
	answerIn    = regexp.MustCompile(`(?i)[(（](same|separate|action|no action|won[’'´]?t do|team)\s*(?:[:：]\s*([^()（）]*))?[)）]`)
	declinedTag = sieve.MustCompile(`(?i)[\s(\[.,;–—:-]+(won[’']?t (?:do|fix)|wontfix|declined|rejected|cancell?ed)\s*[:：–—-]\s*([^()\[\]]+?)[)\]]?\s*$`)
	handles     = regexp.MustCompile(`(?:^|[\s(\[–—:,;>-]|→)\s*[(\[]?(@[\w\p{L}][\w\p{L}./-]*(?:\s*(?:,|/|&|\+|and|y|e|et|und)\s*@[\w\p{L}][\w\p{L}./-]*)*)[)\]]?\s*[.:]?$`)
	handleFirst = sieve.MustCompile(`^[(\[]?(@[\w\p{L}][\w\p{L}./-]*(?:\s*(?:,|/|&|\+|and)\s*@[\w\p{L}][\w\p{L}./-]*)*)[)\]]?\s*(?:[:：–—]|- |to )\s*`)
	teamFirst   = sieve.MustCompile(`^((?i:(?:team|tim) [\w&/-]+(?: (?:and|dan|und|y|e|et) [\w&-]+| [\w&-]+)?|[\w&/-]+(?: [\w&-]+)? (?:team|squad)|equipo [\w-]+|equipe [\w-]+|équipe [\w-]+))\s*(?:[:：–—]| - )\s*`)
	// One group holds all brackets: with four the patterns had more than the 500
	// instructions up to which one is run several times faster.
	bracketHead = sieve.MustCompile(`^(\[[^\[\]]{1,60}\]|\([^()]{1,60}\)|（[^（）]{1,60}）|【[^【】]{1,60}】)\s*[:：–—-]?\s*`)
	bracketTail = regexp.MustCompile(`\s*(\[[^\[\]]{1,60}\]|\([^()]{1,60}\)|（[^（）]{1,60}）|【[^【】]{1,60}】)\s*[.。]?$`)
	// notApplicable is a box that says that it does not apply.
	notApplicable = sieve.MustCompile(`^\[(?i:n/?a|n\.a\.)\][ \t]+`)
	stateTail     = regexp.MustCompile(`(?:\s+[-–—:]+|\s*[,;])\s*(\p{L}[\p{L}' -]{1,20})[.!]?$`)
	stateHead     = sieve.MustCompile(`^(DONE|TODO|TO DO|DOING|WIP|FIXED|COMPLETED|IN PROGRESS|PENDING|OPEN|(?i:done|completed|todo|in progress))(?:\s*[:：–—]+|\s+-)\s*`)
	already       = sieve.MustCompile(`^(?i:already|ya se|já|déjà|bereits|已经|既に)\s*`)
	nestedDone    = sieve.MustCompile(`^(?i:(?:this (?:is|was|has been) |it (?:is|was|has been) |already |now )*(?:done|fixed|completed|implemented|merged|resolved|deployed|shipped)(?: (?:in|by|via|with|on|as part of|here)\b|[.!]?$|\s*[:(–-]))`)
	Marker        = sieve.MustCompile(`^(?i:(action (?:item|point)s?|action planned|actions planned|action taken|actions taken|actionables?|accionable|acción|item de ação|アクションアイテム|行动项))(?:\s*#?\d+)?\s*[:：]\s*`)
	// plainMarker opens the text of what is known to be an action.
	plainMarker = sieve.MustCompile(`^(?i:action|task|acción|ação|tarea|tarefa|tâche|aufgabe|措施|対策)\s*[:：]\s*`)
	ShoutMarker = sieve.MustCompile(`^(TODO|DOING|DONE)\b\s*[:：–—-]?\s*`)
)

// nameBehind is a word or two in brackets, and the end of the text.
var nameBehind = regexp.MustCompile(`^ *[(\[（【][^\s()\[\]（）【】]{1,40}(?: [^\s()\[\]（）【】]{1,40})?[)\]）】] *$`)
