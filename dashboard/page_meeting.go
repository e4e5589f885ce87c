package dashboard

import (
	"strconv"
	"strings"

	"luanphien/dashboard/exhibit"
	"luanphien/dashboard/export"
	"luanphien/dashboard/figure"
	"luanphien/dashboard/figure/catalogue"
	"luanphien/dashboard/figure/coverage"
	"luanphien/dashboard/following"
	"luanphien/dashboard/problem"
	"luanphien/dashboard/question"
	"luanphien/dashboard/words"
)

// meetingPath is the address of the overview as slides for a meeting.
const meetingPath = "/meeting"

// meetingFigures are the figures of the slides, in their order; those that the reader may not see are left out.
var meetingFigures = []string{"coverage_xmr", "doctor_xmr", "on_time_xmr", "referral_xmr", "coverage_by_week", "reporting_by_week", "referrals_by_week"}

// meetingRows is how many stations a slide has room for.
const meetingRows = 8

type meetingBody struct {
	Step, Of    int
	Back, On    string // addresses; "" at the ends
	Close       string
	Sentence    string
	Subtitle    string
	Numbers     []headline
	Rows        []following.WorkRow
	More        int
	Lines       []string
	Figure      *exhibit.Shown
	Withheld    string // why the figure has no picture
	Period      string
	Source      string
	SourceOwner string // address of the figure's own page; "" = none
}

// slide fills one slide.
type slide func(*question.Question, *meetingBody) error

// slidesOf are the slides that the reader of a question may see.
func slidesOf(r *question.Question) []slide {
	list := []slide{numbersSlide}
	readers := figure.May(r, catalogue.All.ByID["attention"])
	if readers {
		list = append(list, workSlide)
	}
	for _, id := range meetingFigures {
		if f := catalogue.All.ByID[id]; figure.May(r, f) && (!readers || !strings.HasSuffix(id, "_by_week") || id == "referrals_by_week") {
			list = append(list, figureSlide(id))
		}
	}
	if readers {
		list = append(list, aheadSlide) // no map: the names of 45 stations are not read from the end of a table
	}
	return list
}

// meetingPage shows one slide of the overview.
func meetingPage(r *question.Question) (string, any, error) {
	slides := slidesOf(r)
	b := &meetingBody{Step: 1, Of: len(slides), Close: r.View.Link("/"), Period: r.Period(), Source: figure.Source(r, r.Scope)}
	if text := r.View.All.Get("step"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > len(slides) {
			return "", nil, problem.BadParameter("step", text, "meeting.problem.step", "n", len(slides))
		}
		b.Step = n
	}
	if b.Step > 1 {
		b.Back = r.View.Link(meetingPath, "step", strconv.Itoa(b.Step-1))
	}
	if b.Step < b.Of {
		b.On = r.View.Link(meetingPath, "step", strconv.Itoa(b.Step+1))
	}
	return r.Words.T("meeting.title", "step", b.Step, "of", b.Of), b, slides[b.Step-1](r, b)
}

func numbersSlide(r *question.Question, b *meetingBody) error {
	b.Sentence, b.Numbers = leadOf(r, "overview", weekSentence), overviewHeadlines(r)
	return nil
}

func workSlide(r *question.Question, b *meetingBody) error {
	b.Sentence = r.Titled(r.Words.T("attention.heading"))
	list, err := following.WorklistOf(r)
	if err != nil {
		return err
	}
	if len(list.Rows) == 0 {
		b.Lines = []string{r.Words.T("attention.none")}
		return nil
	}
	var kinds []string
	for _, k := range list.Kinds {
		kinds = append(kinds, k.Text)
	}
	b.Subtitle = strings.Join(kinds, " · ")
	b.Rows, b.More = list.Rows, list.More
	if n := len(b.Rows) - meetingRows; n > 0 {
		b.Rows, b.More = b.Rows[:meetingRows], b.More+n
	}
	return nil
}

// figureSlide shows a figure with its sentence.
func figureSlide(id string) slide {
	return func(r *question.Question, b *meetingBody) error {
		b.Figure = showIn(r, export.SizeHalf, id)
		b.Sentence, b.Subtitle = words.Sentence(strings.TrimSuffix(b.Figure.Title, ".")), b.Figure.Subtitle
		if b.Figure.Source != "" {
			b.Source = b.Figure.Source
		}
		b.SourceOwner = b.Figure.PageURL
		switch {
		case b.Figure.Failed != "":
			b.Withheld = b.Figure.Failed
		case b.Figure.Reason != "":
			b.Withheld = strings.TrimSpace(r.Words.T("state.words."+string(b.Figure.State)) + " " + b.Figure.Reason)
		}
		return nil
	}
}

func aheadSlide(r *question.Question, b *meetingBody) error {
	card, err := coverage.CardAhead(r)
	if err != nil {
		return err
	}
	b.Sentence, b.Lines = r.Words.T("figure.ahead_grid"), []string{r.Words.T("empty.nothing_ahead")}
	if card != nil {
		b.Sentence, b.Lines, b.SourceOwner = card.Heading, card.Lines, card.URL
	}
	return nil
}
