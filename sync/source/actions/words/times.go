package words

import (
	"regexp"
	"slices"
	"strings"
)

// shortTime is a day without its year, a length of time, or a year.
var shortTime = regexp.MustCompile(`(?i)(?:^|[^\pL\d./-])(?:\d{1,2}[/.]\d{1,2}\.?|\d{1,3} ?(?:h|d|w|m|min|hrs?|hours?)|(?:19|20)\d\d)(?:[^\pL\d/]|$)|\d ?(?:月|日|号|年|週|周|天|時間|小时|월|일|주|년)`)

// timeWords say when, in a cell that tells until when something is due; words
// that end in * are stems.
var timeWords = strings.Fields(`today tonight tomorrow week* weekly month* monthly quarter* year* day days daily hour* sprint* iteration milestone next asap immediate* soon eod eow eom eoq eoy semester fortnight
monday tuesday wednesday thursday friday saturday sunday jan* feb* mar apr* jun* jul* aug* sept* oct* nov* dec* march may
hoy mañana semana* mes meses trimestre* año* día* próxim* hoje amanhã mês ano dias aujourd demain semaine* mois année* jour* prochain* immédiat* heute morgen woche* monat* quartal* jahr* tag tage sofort oggi domani settimana settimane mese mesi anno anni giorni prossim*
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre janeiro fevereiro março maio junho julho setembro outubro novembro dezembro
janvier février mars avril juin juillet août septembre octobre novembre décembre januar februar märz mai juni juli oktober dezember gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre
vecka veckor månad* kvartal år idag imorgon uge uger måned* uke uker dag dagen dagar dager viikko viikon kuukau* vuosi tänään huomenna week weken maand* kwartaal jaar dagen vandaag morgen mei maart augustus maj desember marts augusti
tydzień tygodni* miesiąc* kwartał* rok roku dzień dni dziś jutro týden týdn* měsíc* čtvrtlet* dnes zítra hafta* ayı yıl* gün* bugün yarın çeyrek
недел* месяц* квартал* год* день дня дней сегодня завтра тиждень тижн* місяц* рік року днів сьогодні январ* феврал* март* апрел* мая май июн* июл* август* сентябр* октябр* ноябр* декабр*
오늘 내일 이번 다음 주 월 분기 연말 즉시 tuần tháng quý năm ngày hôm mai ngay minggu bulan kuartal tahun hari besok segera`)

// cjkTimes say when in a text that is written without spaces.
var cjkTimes = []string{"今日", "明日", "今週", "来週", "今月", "来月", "今期", "来期", "年内", "年度", "月末", "週末", "四半期", "すぐ", "即時", "至急", "今天", "明天", "本周", "下周", "本月", "下月", "月底", "年底", "季度", "尽快", "立即", "随时", "迭代"}

// IsTime tells whether the text of a cell for a due date says a time: a day, a
// week, a quarter, "next sprint". Other words ("Ongoing", "Lesson 3", "v2") are
// no dates.
func IsTime(text string) bool {
	if len(text) > 200 {
		return false
	}
	if HasDay(text) || shortTime.MatchString(text) {
		return true
	}
	if slices.ContainsFunc(cjkTimes, func(w string) bool { return strings.Contains(text, w) }) {
		return true
	}
	return slices.ContainsFunc(Split(text), func(w string) bool {
		return slices.ContainsFunc(lexicon().times.of(w), func(t term) bool { return w == t.text || t.stem && strings.HasPrefix(w, t.text) })
	})
}

// timesByStart files the words of times under their first letters.
func timesByStart() *starts[term] {
	out := &starts[term]{}
	for _, p := range phrases(timeWords) {
		out.add(p[0].text, p[0])
	}
	return out
}
