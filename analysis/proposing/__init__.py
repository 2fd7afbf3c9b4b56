"""Proposed themes: what respondents speak of, in named and described groups that a person may make themes of."""
