"""What presentation MathML allows: which elements hold which and how many, and the values of their attributes.

After MathML 3, chapter 3, as far as browsers have it (MathML Core): a list of what a formula's markup breaks.
"""

import re
from xml.etree.ElementTree import Element, fromstring

from reader.latex.mathml import NAMESPACE

#: elements that hold text and nothing else
TOKENS = frozenset({"mi", "mn", "mo", "mtext"})
#: how many children each element has to have; None for any number
CHILDREN = {
    "math": None, "mrow": None, "mstyle": None, "msqrt": None, "mtd": None, "mtable": None, "mtr": None, "mmultiscripts": None,
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3,
    "mspace": 0, "none": 0, "mprescripts": 0,
}  # fmt: skip
#: elements that stand in one parent only
PARENTS = {"mtr": "mtable", "mtd": "mtr", "none": "mmultiscripts", "mprescripts": "mmultiscripts"}
#: what a parent may hold, where that is not any expression
HOLDS = {"mtable": {"mtr"}, "mtr": {"mtd"}}
LENGTH = r"-?\d+(\.\d+)?(em|ex|px|pt|%)?"
BOOLEAN = "true|false"
VARIANT = (
    "normal|bold|italic|bold-italic|double-struck|bold-fraktur|script|bold-script|fraktur|sans-serif|bold-sans-serif|"
    "sans-serif-italic|sans-serif-bold-italic|monospace"
)
ALIGN = r"(left|center|right)( (left|center|right))*"
ATTRIBUTES = {
    ("math", "display"): "block|inline", ("mi", "mathvariant"): VARIANT, ("mn", "mathvariant"): VARIANT,
    ("mtext", "mathvariant"): VARIANT, ("mo", "stretchy"): BOOLEAN, ("mo", "fence"): BOOLEAN, ("mo", "movablelimits"): BOOLEAN,
    ("mo", "form"): "prefix|infix|postfix", ("mo", "separator"): BOOLEAN, ("mspace", "width"): LENGTH,
    ("mfrac", "linethickness"): LENGTH, ("mover", "accent"): BOOLEAN, ("munder", "accentunder"): BOOLEAN,
    ("munderover", "accent"): BOOLEAN, ("mtable", "columnalign"): ALIGN, ("mtd", "columnalign"): ALIGN,
    ("mtd", "style"): r"text-align:(left|center|right;text-align:-webkit-right;padding-right:0)",
    ("mtable", "displaystyle"): BOOLEAN, ("mo", "lspace"): LENGTH,
    ("mo", "rspace"): LENGTH,
}  # fmt: skip


def broken(mathml: str) -> list[str]:
    """List what is wrong with a formula's markup; nothing where it is valid."""
    root = fromstring(mathml)
    return [] if _name(root) == "math" and not _faults(root, "") else _faults(root, "") or ["the root is no math"]


def _name(element: Element) -> str:
    return element.tag.removeprefix(f"{{{NAMESPACE}}}")


def _faults(element: Element, parent: str) -> list[str]:
    name = _name(element)
    found = []
    if name in TOKENS:
        if len(element):
            found.append(f"{name} holds elements")
        if not (element.text or "").strip():
            found.append(f"{name} is empty")
    elif name not in CHILDREN:
        found.append(f"{name} is no element of presentation MathML")
    else:
        wanted = CHILDREN[name]
        if wanted is not None and len(element) != wanted:
            found.append(f"{name} has {len(element)} children")
        if (element.text or "").strip() or any((child.tail or "").strip() for child in element):
            found.append(f"{name} holds text")
    if name in PARENTS and parent != PARENTS[name]:
        found.append(f"{name} stands in {parent}")
    inside = {_name(child) for child in element}
    if name in HOLDS and not inside <= HOLDS[name]:
        found.append(f"{name} holds {sorted(inside)}")
    if name == "mmultiscripts" and (len(element) % 2 == 0 and "mprescripts" not in inside):
        found.append("mmultiscripts has a script without partner")
    for key, value in element.attrib.items():
        allowed = ATTRIBUTES.get((name, key))
        if allowed is None or not re.fullmatch(allowed, value):
            found.append(f'{name} has {key}="{value}"')
    return found + [fault for child in element for fault in _faults(child, name)]
