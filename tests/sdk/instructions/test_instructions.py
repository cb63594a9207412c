"""For every instruction, texts that follow it and texts that do not."""

from __future__ import annotations

import pytest

from envhub.instructions import INSTRUCTIONS, follows, loosely, make_instruction

HINDI = "पुस्तकालय सुबह खुलता है और बहुत से लोग वहाँ पढ़ने आते हैं।"
TEN = "one two three four five six seven eight nine ten"
CASES = {
    "change_case:capital_word_frequency": [
        ({"capital_frequency": 2, "capital_relation": "at least"},
         ["NASA and the ESA", "HE'S here"], ["NASA alone", "Nasa and Esa"]),
        ({"capital_frequency": 2, "capital_relation": "less than"}, ["NASA-ESA"], ["A B"]),
    ],
    "change_case:english_capital": [
        ({}, ["THE LIBRARY OPENS EARLY AND THERE IS A LOT TO READ."],
         ["THE LIBRARY opens early.", "DIE BIBLIOTHEK IST FÜR ALLE DA UND ES IST RUHIG.", "123"]),
    ],
    "change_case:english_lowercase": [
        ({}, ["the library opens early and there is a lot to read."],
         ["The library opens early.", "la biblioteca abre temprano y es para todos.", "123"]),
    ],
    "combination:repeat_prompt": [
        ({"prompt_to_repeat": "Name a town."}, ["name a town. Kent", " Name a town."],
         ["Kent", "You said: Name a town."]),
    ],
    "combination:two_responses": [
        ({}, ["One\n******\nTwo", "******One******Two"],
         ["One", "One******One", "One******Two******Three", "One************Two"]),
    ],
    "detectable_content:number_placeholders": [
        ({"num_placeholders": 2}, ["Dear [name] of [town]", "[]\n[a]"],
         ["Dear [name]", "[a\n] [b"]),
    ],
    "detectable_content:postscript": [
        ({"postscript_marker": "P.S."}, ["Bye\nP.S. Write!", "p. s. write"], ["Bye. PS Write!"]),
        ({"postscript_marker": "P.P.S"}, ["P.P.S Write!", "p. p. s. w"], ["P.S. Write!"]),
        ({"postscript_marker": "NB (1)"}, ["nb (1): write"], ["NB 1: write"]),
    ],
    "detectable_format:constrained_response": [
        ({}, ["My answer is no.", "Well. My answer is maybe."], ["No.", "My answer is no"]),
    ],
    "detectable_format:json_format": [
        ({}, ['{"a": 1}', "```json\n[1]\n```", "```\n1\n```"],
         ["{a: 1}", "Here: {}", "NaN", "[" * 2_000]),
    ],
    "detectable_format:multiple_sections": [
        ({"section_spliter": "SECTION", "num_sections": 2}, ["SECTION 1\na\nSECTION 2\nb"],
         ["SECTION 1\na", "Section 1 Section 2", "SECTION one SECTION two"]),
    ],
    "detectable_format:number_bullet_lists": [
        ({"num_bullets": 2}, ["* a\n* b", "text\n - a\n\n* b\nend", "*\nx\n* b"],
         ["* a", "* a\n* b\n* c", "** a\n** b", "a * b * c"]),
    ],
    "detectable_format:number_highlighted_sections": [
        ({"num_highlights": 2}, ["*a* and *b*", "**a**\n*b*"], ["*a*", "*a\nb* *c\nd*", "** **"]),
    ],
    "detectable_format:title": [
        ({}, ["<<A town>>", "text <<x>> text"], ["<A town>", "<<>>", "<< >>", "<<A\ntown>>"]),
    ],
    "keywords:existence": [
        ({"keywords": ["town", "bridge"]}, ["A Townhouse by the BRIDGE"], ["A town"]),
        ({"keywords": ["(a.b)"]}, ["see (A.B)"], ["see (axb)"]),
    ],
    "keywords:forbidden_words": [
        ({"forbidden_words": ["town"]}, ["A townhouse", "towns", "a_town"], ["A Town.", "(town)"]),
        ({"forbidden_words": ["é", "x"]}, ["été"], ["a é b"]),
    ],
    "keywords:frequency": [
        ({"keyword": " town ", "frequency": 2, "relation": "at least"},
         ["Towns and downtown"], ["One town"]),
        ({"keyword": "town", "frequency": 1, "relation": "less than"}, ["A city"], ["Town"]),
    ],
    "keywords:letter_frequency": [
        ({"letter": "O", "let_frequency": 2, "let_relation": "at least"}, ["Oslo"], ["Rom"]),
        ({"letter": "!", "let_frequency": 2, "let_relation": "at least"}, ["a! b!"], ["a! b"]),
        ({"letter": "o", "let_frequency": 1, "let_relation": "less than"}, ["Kent"], ["Oslo"]),
    ],
    "language:response_language": [
        ({"language": "hi"}, [HINDI, f"SmolLM: {HINDI}"], ["The library opens early.", "123"]),
        ({"language": "de"}, ["Das ist eine Stadt und sie hat sieben Brücken."],
         ["This is a town and it has seven bridges."]),
    ],
    "length_constraints:nth_paragraph_first_word": [
        ({"num_paragraphs": 2, "nth_paragraph": 2, "first_word": "Well"},
         ["One.\n\nWell, two.", 'One.\n\n"well... two'],
         ["Well, one.", "One.\n\nTwo.", "One.\n\nWell.\n\nThree.", "One.\n\nWells."]),
    ],
    "length_constraints:number_paragraphs": [
        ({"num_paragraphs": 2}, ["a\n***\nb", "***\na\n***\nb\n***"],
         ["a", "a\n\nb", "a\n***\n***\nb", "a***b***c"]),
    ],
    "length_constraints:number_sentences": [
        ({"num_sentences": 2, "relation": "at least"}, ["One. Two", "One! Two?"],
         ["One", "Mr. Smith", "It costs 3.50 now", "at 3 p.m. sharp"]),
        ({"num_sentences": 2, "relation": "less than"}, ["Only one."], ["One. And two."]),
    ],
    "length_constraints:number_words": [
        ({"num_words": 10, "relation": "at least"}, [TEN, f"*{TEN}*"], ["one two", "नमस्ते दुनिया"]),
        ({"num_words": 3, "relation": "less than"}, ["one two", "नमस्ते दुनिया"], [TEN]),
    ],
    "punctuation:no_comma": [({}, ["no comma; none", "，"], ["one, two", "1,000"])],
    "startend:end_checker": [
        ({"end_phrase": "The End."}, ["It rains. the end.", '"Rain. The End."\n'],
         ["The End. Or is it?", "The End"]),
    ],
    "startend:quotation": [({}, ['"a"', ' "a\nb" '], ["a", '"a', '"', "“a”", "'a'"])],
}  # fmt: skip
FOLLOWED = [(name, said, text) for name, cases in CASES.items()
            for said, good, _ in cases for text in good]  # fmt: skip
BROKEN = [(name, said, text) for name, cases in CASES.items()
          for said, _, bad in cases for text in bad]  # fmt: skip


def test_every_instruction_has_a_text_that_follows_and_one_that_does_not():
    assert len(INSTRUCTIONS) == 25
    assert {name for name, *_ in FOLLOWED} == {name for name, *_ in BROKEN} == set(INSTRUCTIONS)


@pytest.mark.parametrize(("name", "said", "text"), FOLLOWED)
def test_a_text_follows(name, said, text):
    found = follows(make_instruction(name, said), text)
    assert found.followed, found.seen


@pytest.mark.parametrize(("name", "said", "text"), BROKEN)
def test_a_text_does_not_follow(name, said, text):
    found = follows(make_instruction(name, said), text)
    assert not found.followed, found.seen
    assert found.seen


@pytest.mark.parametrize("name", INSTRUCTIONS)
@pytest.mark.parametrize("text", ["", " ", "\n \t"])
@pytest.mark.parametrize("loose", [False, True])
def test_a_blank_text_follows_nothing(name, text, loose):
    said, *_ = CASES[name][0]
    assert not follows(make_instruction(name, said), text, loose=loose).followed


def test_a_text_has_eight_readings():
    text = "*first*\n*middle*\n*last*"
    assert list(loosely(text)) == [
        "*first*\n*middle*\n*last*", "*middle*\n*last*", "*first*\n*middle*", "*middle*",
        "first\nmiddle\nlast", "middle\nlast", "first\nmiddle", "middle",
    ]  # fmt: skip


def test_readings_that_are_alike_are_judged_once():
    assert list(loosely("one line")) == ["one line", ""]
