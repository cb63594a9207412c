"""Words that open an answer and say nothing yet, and words that only bind others. Tables."""

from __future__ import annotations

import re
import unicodedata

_ENGLISH = """
    sure of course certainly absolutely definitely okay ok well first yes great choice idea below can here here's is are the a an
    some your i i'd i'll i'm i've would be happy glad to help you with that this it let me question and thing as an so
    recommend suggest
"""
_FOREIGN = """
    claro por supuesto aquí tienes tiene está
    bien sûr voici voilà avec plaisir
    natürlich gerne selbstverständlich hier ist sind
    certo certamente ecco
    aqui estão
    конечно вот разумеется
    oczywiście oto jasne
    natuurlijk zeker
    tabii ki işte elbette
    بالتأكيد بالطبع إليك إليكم
    ज़रूर ज़रूर बिल्कुल यहाँ यहां है हैं
"""
OPENING = frozenset(unicodedata.normalize("NFKC", _ENGLISH + _FOREIGN).split())
"""Words that an answer may open with before it says anything."""

_ARTICLES = "un una une el la le les los las der die das ein eine een het um uma o"
ARTICLES = frozenset(_ARTICLES.split())
"""Words that may follow such an opening, but can be an answer by themselves."""
_STALLED = "it i the a an some this that is are here here's"
STALLED = frozenset(_STALLED.split())
"""Openings that are no answer to a yes or no question either."""

UNTOLD = ARTICLES | {"recommend", "suggest"}
"""Words that tell nothing of a prompt where nothing follows them."""

_OPENED = "well sure certainly absolutely unfortunately definitely sorry there here however although first actually okay great"
OPENED = re.compile(
    r" (?:dear|"
    + "|".join(sorted({w[:n] for w in _OPENED.split() for n in range(2, len(w))}))
    + r")$"
)
"""The beginning of a word that answers open with, or a greeting with nobody greeted."""

_FUNCTION_WORDS = """
    the a an of to in on at for with from by and or but is are was were be been has have had do does did not it its
    this that these those you your i my we our they their he she his her as if when where which who what how why can
    will would should could may than then so because into over under about up out no yes there here let us me
    el la los las un una unos unas de del al y o en con por para que es son se lo su sus como más pero no si
    le les un une des du et ou dans avec pour sur que qui est sont il elle ce cette ne pas plus au aux en je vous
    der die das ein eine einen dem den des und oder in mit für auf von zu ist sind es sie er nicht auch als wie im am
    il lo gli uno di da nel nella e con per su che è sono si non più come
    os as um uma do da dos das em no na com por para que é são não mais se ao
    и в во на с со к по из у от для не что как это он она они но или а за же
    i w z na do od dla nie że jak to jest są się o po przez oraz
    het een van en met voor op is zijn niet dat die te bij aan ook
    bir ve ile için bu şu o da de ne mi değil gibi olarak
    في من على إلى عن مع هو هي أن التي الذي هذا هذه ما لا
    का की के को में से पर और है हैं यह वह नहीं कि भी तो
"""
FUNCTION = frozenset(_FUNCTION_WORDS.split())
"""Words of any of the languages that bind others: nearly every longer sentence has one."""

HERE = re.compile(
    r"(?:(?:sure|certainly|of course|okay|ok|absolutely|great|yes)\b[^:\n]{0,20}[,.!]?\s*)?"
    r"(?:here(?:'s| is| are)\b|below (?:is|are)\b|the following\b)[^.!?\n]{0,160}:?\s*"
    r"(?:\Z|\n\s*\Z)"
)
"""The announcement of a list or of code, and nothing more."""
_ENDS = (
    "the|a|an|of|to|at|with|from|as|and|or|because|is|are|was|were|several|some|many|your|its|which"
)
ENDS = frozenset(
    (
        *_ENDS.split("|"),
        "you",
        "when",
        "ist",
        "sind",
        "est",
        "sont",
        "è",
        "é",
        "są",
        "jest",
        "by",
        "in",
        "on",
        "for",
        "that",
        "has",
        "have",
        "can",
    )
)
"""Words that a sentence hardly ends with."""
STUBS = re.compile(
    rf"(?:the|a|an|this|that|these|to|i|i'm|it|it's|there|in|as|based|if|when|while|although|first"
    rf"|one|some|you|we|depending|because|according)(?: [\w']+){{0,3}} (?:{_ENDS})"
    r"|(?:based|depending) (?:on|upon)|according to|in order|step (?:1|one)|to|if|when|as|in|for|by|it's|they|we"
    r"|(?:este|esta|les|las|los|el|la|le|der|das|ein|eine|il|lo|gli|het|een|dla|para|pour|für|чтобы|для|um|aby|om|avec|mit|(?:para|pour|per) \w+[aei]re?"
    r"|это|في|من|यह)"
)
"""Beginnings of a sentence that stop at a word which cannot end one."""
