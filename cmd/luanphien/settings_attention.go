package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"luanphien/analytics/attention"
)

// attentionSettings are the thresholds of the attention list, one setting each; analytics defines them.
var attentionSettings = func() (list []setting) {
	rules := attention.DefaultRules
	for _, t := range rules.Thresholds() {
		list = append(list, attentionSetting(t))
	}
	return list
}()

func attentionSetting(t attention.Threshold) setting {
	return setting{Flag: "attention-" + t.Name, Default: t.Text(), Kind: "number", Help: "the attention list: " + t.Help}
}

// attentionRules reads the attentionSettings.
func attentionRules(cmd *cobra.Command) (attention.Rules, error) {
	rules := attention.DefaultRules
	for _, t := range rules.Thresholds() {
		s := attentionSetting(t)
		if !t.Set(s.text(cmd)) {
			kind, name := "số nguyên", "whole number"
			if !t.Whole() {
				kind, name = "số", "number"
			}
			return rules, usagef("--%s cần một %s từ %s đến %s (takes a %[5]s from %[3]s to %[4]s)", s.Flag, kind, fmt.Sprint(t.Least), fmt.Sprint(t.Most), name)
		}
	}
	return rules, nil
}
