package figure

import (
	"fmt"

	"luanphien/dashboard/question"
)

func DrawSafely(r *question.Question, f *Figure) (d *Drawing, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("figure %s: panic: %v", f.ID, p)
		}
	}()
	return Draw(r, f)
}
