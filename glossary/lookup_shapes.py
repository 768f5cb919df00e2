r"""From a description of a symbol's looks to its LaTeX: "hat on y" → ``\hat{y}``, "curly L" → ``\mathcal{L}``.

A description names one letter and what is done to it: a face, an accent, something raised or lowered. Words that say
neither are skipped; if one of the rest is unknown, there is no description.
"""

from __future__ import annotations

import re

from reader.symbols.spelling import normal

_GREEK_LIST = """
    alpha beta gamma delta epsilon varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon
    phi varphi chi psi omega nabla ell
"""
GREEK = frozenset(_GREEK_LIST.split())
_CAPITAL = frozenset("Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega".split())
_FACES = {
    "curly": "mathcal", "script": "mathcal", "calligraphic": "mathcal", "cursive": "mathcal", "fancy": "mathcal",
    "loopy": "mathcal", "swirly": "mathcal", "blackboard": "mathbb", "double-struck": "mathbb", "hollow": "mathbb",
    "outlined": "mathbb", "doubled": "mathbb", "double": "mathbb", "bold": "mathbf", "boldface": "mathbf",
    "thick": "mathbf", "fat": "mathbf", "fraktur": "mathfrak", "gothic": "mathfrak", "upright": "mathrm",
    "roman": "mathrm",
}  # fmt: skip
_ACCENTS = {
    "hat": "hat", "hats": "hat", "roof": "hat", "circumflex": "hat", "caret": "hat", "tilde": "tilde", "wave": "tilde",
    "squiggle": "tilde", "twiddle": "tilde", "bar": "bar", "overline": "bar", "overbar": "bar", "line": "bar",
    "arrow": "vec", "vector": "vec", "dot": "dot",
}  # fmt: skip
_RAISED = {
    "prime": r"\prime", "dash": r"\prime", "star": "*", "asterisk": "*", "squared": "2", "transpose": r"\top",
    "transposed": r"\top", "inverse": "{-1}", "dagger": r"\dagger",
}  # fmt: skip
#: "sub t", "subscript t": the next word is the index.
_LOWERED = frozenset("sub subscript underscore".split())
_SKIPPED_LIST = """
    a an the on over above with top of its it has letter symbol sign greek called mathematical math under small
    lowercase lower case little face font style type and in is
"""
_SKIPPED = frozenset(_SKIPPED_LIST.split())
#: The same words in Chinese (both scripts); the longer ones first, so that none is cut in two.
_CHINESE_LIST = """
    波浪号=tilde 波浪號=tilde 波浪线=tilde 波浪線=tilde 波浪=tilde 帽子=hat 尖帽=hat 帽=hat 横线=bar
    橫線=bar 横杠=bar 橫槓=bar 箭头=arrow 箭頭=arrow 花体=curly 花體=curly 弯曲的=curly 彎曲的=curly
    手写体=curly 粗体=bold 粗體=bold 黑体=bold 黑體=bold 空心=hollow 双线=hollow 雙線=hollow 大写=capital
    大寫=capital 小写=small 小寫=small 下标=sub 下標=sub 转置=transpose 轉置=transpose 平方=squared
    星号=star 星號=star 撇=prime 上面=on 带=with 帶=with 戴=with 的=of 有=with 字母=letter 一个=a 一個=a
    上=on
"""
_CHINESE = tuple((pair.split("=")[0], pair.split("=")[1]) for pair in _CHINESE_LIST.split())
_BIG = frozenset("capital big uppercase upper large".split())


def described(text: str) -> list[str]:
    """Give the LaTeX of the symbol that a text describes; empty where it describes none. At most one reading."""
    for chinese, english in _CHINESE:
        text = text.replace(chinese, f" {english} ")
    if not text.isascii():
        return []
    words = re.findall(r"[A-Za-z0-9]+(?:-[A-Za-z]+)*", text)
    letter = face = sub = sup = ""
    accents: list[str] = []
    big = expects_index = False
    for word in words:
        low = word.lower()
        if expects_index:
            sub, expects_index = _letter(word) or (word if word.isalnum() else ""), False
        elif low in _LOWERED and letter:
            expects_index = True
        elif low in _FACES and not face:
            face = _FACES[low]
        elif low in _ACCENTS:
            accents.append(_ACCENTS[low])
        elif low in _RAISED:
            sup = _RAISED[low]
        elif low in _BIG:
            big = True
        elif (found := _letter(word)) and not letter and (low != "a" or word == words[-1] or len(words) == 2):
            letter = found
        elif low not in _SKIPPED:
            return []
    if not letter or not (face or accents or sup or sub or big or letter.startswith("\\")):
        return []
    return [normal(_spelled(_capital(letter) if big else letter, face, accents, sub, sup))]


def _letter(word: str) -> str:
    if len(word) == 1 and word.isalpha():
        return word
    if word.lower() in GREEK:
        return "\\" + (word if word in _CAPITAL else word.lower())
    return ""


def _capital(letter: str) -> str:
    if not letter.startswith("\\"):
        return letter.upper()
    capital = letter[1:].capitalize()
    return "\\" + capital if capital in _CAPITAL else letter


def _spelled(letter: str, face: str, accents: list[str], sub: str, sup: str) -> str:
    if face in ("mathcal", "mathbb", "mathfrak") and not letter.startswith("\\"):
        letter = letter.upper() if face != "mathcal" or letter != "l" else letter
    text = rf"\{face}{{{letter}}}" if face else letter
    for accent in accents:
        text = rf"\{accent}{{{text}}}"
    return text + (f"_{{{sub}}}" if sub else "") + (f"^{{{sup}}}" if sup else "")
