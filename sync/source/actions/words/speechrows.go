package words

// speechRows say what phrases do, in languages with spaces between words.
// Apostrophes part words: "we'll" is "we ll".
var speechRows = []speechRow{
	{Commits | Ourselves, []string{
		"we ll|will|plan|intend|should|must", "we need to", "we re|are going|planning|adding|implementing",
		"vamos a", "vamos", "nous allons", "wir werden",
	}},
	{Commits, []string{
		"well be", "we re|are working|improving|now|also|investigating|looking|changing|making|building|reviewing",
		"we have|ve made|taken|added|implemented|changed|updated|improved|introduced|fixed|created|put|now|also|since|already|increased|begun|started",
		"we have|ve however|also|now|since|already|therefore made|taken|added|implemented|changed|updated|improved|introduced|fixed|created|put|increased|begun|started",
		"will|should|must be *ed|made|built|set", "need|needs to be *ed|made|built|set", "is|are going to be *ed|made|built|set",
		"is|are|has|have to be *ed|written|made|built|set", "let s", "team will", "i will|ll",
		"hemos", "se debe", "debemos", "se va a", "tenemos que", "iremos", "devemos", "temos que", "precisamos", "nous avons|devons", "il faut", "wir müssen|haben|sollten|wollen", "dobbiamo", "abbiamo", "faremo",
		"we|i want|hope to", "we|i d like to", "i plan|need|intend to", "we|i also want|plan|need|intend|hope to", "i m|am going|planning to", "chúng tôi sẽ", "kami akan|berencana", "aiomme", "budeme|plánujeme|chceme", "vi kommer|planerar|planlægger|planlegger|ønsker",
		"queremos|pretendemos|planejamos|planeamos", "nous voulons|souhaitons|prévoyons|comptons", "wir möchten|planen|wollen", "vogliamo|intendiamo|prevediamo|pianifichiamo", "chcemy|zamierzamy", "planlıyoruz|istiyoruz|hedefliyoruz", "хотим|намерены|хочемо|плануємо|будемо|потрібно|необхідно|слід",
		"we gaan|moeten|willen|zullen", "vi ska|skal|vil|bör|bør|måste|må", "musimy", "będziemy", "należy", "planujemy", "yapacağız", "gerekiyor", "мы будем", "необходимо", "нужно", "планируем", "надо", "следует",
	}},
	{States, []string{
		"is|are|was|were|has|have|had|do|does|did|will|would|can|could|should|may|might|there|this|these|it|they|see|none|no|nothing|tracked",
		"es|son|fue|hay|está|se|foi|são|há|est|sont|été|sera", "isn|aren|wasn|weren|didn|doesn|don|won|can|couldn|shouldn|hasn|haven t",
		"ist|sind|war|waren|wurde|wurden|hat|hatte", "è|sono|era|erano", "var|är|er", "был|была|было|были", "był|była|było|były",
	}},
	{AdvisesOthers, []string{
		"you|users|customers|maintainers|developers|operators|administrators|admins|organizations|readers|everyone should|must|can|need|may", "we recommend|advise|encourage", "if you",
	}},
	{OfDocument, []string{
		"postmortem|postmortems", "post mortem|mortems", "incident report|title", "this document|report|review|page|issue", "section|sections above", "after action report", "incident has been dealt|over|closed|resolved", "incident is dealt|over|closed|resolved", "all action|actions|actionable items", "all action|actions|actionable have",
	}},
	{Tells, []string{
		"was|were|became|began|took|went|came|got|led|saw|found|made|lost|ran|fell|did|failed|caused|happened|occurred", "had|has|have been", "didn|wasn|weren|couldn t",
		"fue|fueron|había|estaba", "foi|foram|estava", "était|étaient", "a|ont été", "war|waren|wurde|wurden|hatte", "è stato|stata", "sono stati|state",
		"werd|werden", "blev|ble", "został|została|zostały|było", "был|была|было|были", "oldu", "edildi",
	}},
}

// cjkSpeech is what phrases do in languages without spaces between words.
var cjkSpeech = []speechRow{
	{Commits | Ourselves, []string{"我们将"}},
	{Commits, []string{"我们会", "我们需要", "我们计划", "我们已", "将会", "需要", "する予定", "していきます", "を行います", "します。", "実施する", "する予定", "する計画", "我们打算", "我们准备"}},
	{Tells, []string{"しました", "していた", "だった", "された", "导致", "发生了"}},
}

// cjkOpening are the verbs that open a task, and cjkClosing the nouns and verbs
// that end one.
var (
	cjkOpening = []string{"增加", "添加", "新增", "优化", "修复", "完善", "建立", "引入", "升级", "调整", "检查", "补充", "梳理", "制定", "推动", "加强", "提升", "规范", "配置", "接入", "重构", "迁移", "禁止", "限制", "评估", "排查", "确保", "实现", "编写", "设置", "统一", "清理", "移除", "删除", "更新", "改为", "使用", "对", "创建", "修改", "捕获", "安装", "覆盖", "恢复", "验证", "避免", "部署", "启用", "停用", "替换", "拆分", "隔离", "校验", "增强", "改进", "加入", "固化", "提供", "明确", "落实", "扩展", "考虑", "跟进", "审查", "审计", "同步", "收敛", "简化", "强制", "保证", "必须", "将", "把", "为", "按", "設定", "優化", "檢查", "確保", "調整", "補充", "測試", "導入"}
	cjkClosing = []string{"する", "こと", "追加", "検討", "導入", "整備", "強化", "見直し", "実施", "作成", "修正", "改善", "変更", "設定", "対応", "自動化", "調査", "確認", "更新", "削除", "廃止", "共有", "徹底", "追記", "明記", "拡充", "移行", "制限", "有効化", "無効化", "周知", "策定", "統一", "行う", "入れる", "加える", "増やす", "減らす", "見直す", "設ける", "外す", "直す", "含める", "変える", "決める", "整える", "防ぐ", "避ける", "揃える"}
	// cjkAdverbs may stand before the verb that opens a task in Chinese.
	cjkAdverbs = []string{"单独", "定期", "尽快", "逐步", "全面", "同时", "进一步", "重新", "立即", "分别", "自动"}
	// koreanClosing are the nouns that end a task in Korean.
	koreanClosing = []string{"추가", "도입", "검토", "정리", "규명", "확인", "문서화", "채택", "재정의", "수정", "개선", "강화", "적용", "설정", "작성", "변경", "제거", "구축", "자동화", "점검", "하기", "한다", "필요", "예정", "예정입니다", "계획", "계획입니다", "하겠습니다"}
)

// courtesyWords may stand before the verb that opens a task.
const courtesyWords = `please also to then always better more further potentially possibly maybe eventually ideally immediately should must`

// doneWords tell of what was done without ending so.
const doneWords = `built rebuilt made set reset put taken sent written rewritten split run rerun brought given shown drawn cut shut moved`

// notPast end in -ed and tell nothing of the past.
const notPast = `need speed feed exceed proceed succeed embed indeed based related unified automated shared dedicated detailed improved`

// infinitives are endings of verbs that open a task.
var infinitives = []string{"ować", "ywać", "izować", "ировать", "овать", "ивать", "ять", "ить", "ать", "еть", "увати", "ювати", "ити", "ати", "ieren"}

// closingVerbs end a task in languages in which its verb stands last.
const closingVerbs = `hinzufügen erstellen prüfen überprüfen einführen erweitern anpassen aktualisieren implementieren automatisieren verbessern überwachen dokumentieren umstellen migrieren entfernen löschen einrichten ergänzen festlegen definieren testen einbauen abschalten deaktivieren aktivieren erhöhen reduzieren verhindern vermeiden ersetzen austauschen abklären klären informieren schulen schreiben bauen aufsetzen konfigurieren planen beheben korrigieren verschieben trennen absichern validieren sicherstellen durchführen abschaffen evaluieren untersuchen analysieren benachrichtigen umsetzen aufnehmen nachziehen anlegen bereitstellen besprechen vereinfachen vereinheitlichen
toevoegen aanpassen maken controleren bijwerken verwijderen instellen uitbreiden verbeteren documenteren automatiseren invoeren inrichten vervangen verhogen verlagen onderzoeken voorkomen uitzetten aanzetten schrijven plannen herzien opzetten regelen
ekle eklenmesi eklenecek oluştur oluşturulması oluşturulacak güncelle güncellenmesi güncellenecek kaldır kaldırılması kaldırılacak iyileştirilmesi yapılması yapılacak kurulması kurulacak artırılması azaltılması edilmesi edilecek taşınması izlenmesi hazırlanması`

// conditions open a rule for a case that may come.
const conditions = `if when whenever unless wenn falls si cuando se quando lorsque als om hvis når jos jeśli gdy pokud eğer если когда якщо коли`
