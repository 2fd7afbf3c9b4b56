"""The empty set: what raises nothing is known whatever the codebook, and what argues is not taken for it."""

from __future__ import annotations

import pytest

from analysis.classifying.raises_nothing import raises_nothing
from analysis.classifying.text_sentences import text_sentences
from benchmarks.council_survey import banks

NOTHING = (
    *("Happy with the proposals for the lane.", "Please leave the square alone!", "Just leave it as it is."),
    *("I have lived in the village for forty years.", "We have been members of the club since 1980."),
    "Support it.",
    "Strongly oppose this.",
    *("(see our responses to questions 3 and 6 above)", "If you need any more information, please contact me."),
    *("I do not have a view on this.", "We do not wish to comment.", "is a lecturer and writer."),
    *("I am responding on behalf of Northtown Cycling Club.", "This submission is divided into three sections."),
    "Dr Mann is advancing a programme of research on policing.",
    "He conducts research at the nexus of law and technology.",
    *("N/A", "n/a.", "No comment", "42", "None.", "Nothing in particular", "I have nothing to add at this stage.", "–"),
    *("Everything is fine.", "All good, thanks", "Thanks for asking us.", "Thank you very much!", "Dim sylw"),
    *(
        "We welcome the opportunity to comment on the Bill.",
        "I look forward to hearing from you.",
        "Keep up the good work!",
    ),
    *(
        "I agree with the proposal.",
        "See above.",
        "This submission sets out our views on three questions.",
        "Don’t know",
    ),
    *("He is a Vice-President of the Society.", "She is also Executive Director of the fund."),
    "Anna’s research interests include the law of evidence.",
    *("The council has no view on the name of the scheme.", "The Forum has no comment on questions 4 to 9, 12 or 15."),
    *("On the second option the society has no view.", "The Group takes no position."),
    *("The next meeting is on 2 December in the hall.", "We would be pleased to give oral evidence."),
    *("This response was approved by the Cabinet on 14 October.", "This paper may be published with our names."),
    "The council resolved to support the proposal by seven votes to one, with one abstention.",
    "The parish council considered your paper at its meeting on 7 October.",
    "The club was formed in a kitchen in Ash in 2019 and has 300 members.",
    *("Please do not hesitate to contact us at the address above.", "This question does not apply to us."),
    *("I beg to move.", "Open Doors is a charity founded in 2003.", "She is on the board of the Law Society."),
)
SOMETHING = (
    *("Please leave the car park open on Sundays.", "I have lived beside the noise for years."),
    *("I have been a patient for a year and nobody rang.", "Happy with the staff."),
    "Support for carers is poor.",
    "He was left without his inhaler for the whole journey.",
    "Her experience of the ward was awful.",
    *(
        "No buses after six.",
        "Nothing is done about speeding.",
        "None of the crossings is safe.",
        "Fine people who park here.",
    ),
    *("This is a danger to children.", "There is no parking near the surgery.", "Good lighting would help."),
    *("We oppose the closure because the shops will lose their trade.", "Everything is fine except the parking."),
    *("The council has no view of the sea.", "We have no view on the fee, but the form is too long."),
    *(
        "The council has no plan for the bus.",
        "The council resolved to support the proposal because the road is unsafe.",
    ),
    *("The next meeting should be in the evening.", "Opinion was divided because the plan is vague."),
    "It was agreed by the cabinet behind closed doors and nobody was told.",
    "They are prepared by consultants who have never seen the road.",
    "These comments were considered by nobody last time, and the bus was cut.",
    "Our next meeting is always full because there is no youth club.",
    "The only evidence of dirty beaches is on our website.",
    *(
        "Marriage is the foundation of family life.",
        "Thank god my wife insisted.",
        "Thanks to cuts the library is dead.",
    ),
    *("This paper is a disgrace.", "This document contains no evidence.", "This report is biased."),
    *("Our members are worried about the road.", "We represent drivers and the charge would bankrupt them."),
    *(
        "Our members want a later bus.",
        "Our aim is to keep the bridge open.",
        "Our paper is clear that it hurts the poor.",
    ),
    *("There is a member of staff who shouts.", "What we need is a member of staff on the platform."),
    *("The regulator was set up in 2009 and has done little.", "The town is a network of lanes."),
    *("As I said, the road is dangerous.", "We look forward to cleaner air.", "The doctor did not answer."),
    *("I am writing about the noise.", "See my submission but four principles are missing."),
    *("We commend the lighter touch of this law.", "See question 3.The council cut the bus."),
    "This submission is of the view that the charge is unlawful.",
    "She has a terrible experience every time she visits.",
    *("If you wish to keep the village alive, please cancel the bypass.", "Do not hesitate to call off this scheme."),
    "This question does not apply to people without a car, who will suffer.",
    *(
        "This section is not relevant to the lives of carers.",
        "This question is not applicable in villages with no bus.",
    ),
    *(
        "If you need more evidence, please look at the flooded cellars.",
        "If you wish to help, please call off the scheme.",
    ),
    *(
        "If you have any sense, please contact the people whom it hurts.",
        "Please do not hesitate to get rid of the humps.",
    ),
    *(
        "Please do not hesitate to write to the Minister and stop this.",
        "Please contact the parents who were left out.",
    ),
    *("If you have any respect for us, please stop.", "For further information visit the wards, which are full."),
    *("It is an attack on the charity sector.", "Section 5 should be struck out.", "The bus is one of the few left."),
)


@pytest.mark.parametrize("sentence", NOTHING)
def test_what_raises_nothing_is_known(sentence: str) -> None:
    assert raises_nothing(sentence)


@pytest.mark.parametrize("sentence", SOMETHING)
def test_what_argues_is_not_taken_for_it(sentence: str) -> None:
    assert not raises_nothing(sentence)


def test_of_a_survey_s_sentences_none_that_argues_is_taken_for_it() -> None:
    sentences = [text for bank in banks().values() for text, _ in bank.sentences]
    assert not [text for text in sentences if all(map(raises_nothing, text_sentences(text)))]
