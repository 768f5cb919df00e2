"""Conditions about steps: the same letter with another index, old and new, one thing as a function of another."""

from __future__ import annotations

from patterns.kind_names import NAMES
from patterns.kind_probability import gradient, per_example
from patterns.kind_shapes import differential, offset
from patterns.scene import Condition, Scene
from patterns.terms import Term, accents, base_of, factors_of, head_of, letter, signed, subscripts, walk

_ARROWS = frozenset({"\\leftarrow", "\\gets", "\\Leftarrow", "\\longleftarrow", "+=", "\\mathrel{+}="})
#: signs that give a name as often as a new value
_NAMING = frozenset({":=", "\\coloneqq"})
_OLD = frozenset({"old", "prev", "previous", "before"})
_MARKED = frozenset({"old", "new", "prev", "next", "prime", "curr", "in", "out"})


def family(term: Term) -> tuple[str, str]:
    """The letter that things indexed by a step share: all of x_t, x_{t-1}, x^{(k)}, x' have one family."""
    head = head_of(term)
    base = base_of(head)
    if base.op == "avg":
        return ("avg", letter(base.args[0].args[0]) if base.args[0].args else letter(base.args[0]))
    return ("app" if term.op == "app" else "sym", base.plain if base.op in ("sym", "text") else "")


def _arrow(scene: Scene) -> bool:
    """Whether the relation assigns a new value; ``:=`` does where the very thing on its left stands on its right too."""
    signs = set(scene.statement.signs)
    if not signs & _NAMING:
        return bool(_ARROWS & signs)
    left = scene.statement.sides[0]
    return any(part == left for side in scene.statement.sides[1:] for part in walk(side))


def same_family(scene: Scene, args: tuple[str, ...]) -> float:
    """Two roles are one letter with different indices (or the very same thing, where the relation assigns)."""
    one, other = scene.one(args[0]), scene.one(args[1])
    if one is None or other is None or family(one) != family(other) or family(one)[1] == "":
        return 0.0
    if one == other:
        return 1.0 if _arrow(scene) else 0.85
    return 1.0


def moves(scene: Scene, args: tuple[str, ...]) -> float:
    """Two roles are one symbol at two times: the same accents, another index; or the same thing, assigned anew."""
    one, other = scene.one(args[0]), scene.one(args[1])
    if one is None or other is None or family(one) != family(other) or family(one)[1] == "":
        return 0.0
    if base_of(head_of(one)).value != base_of(head_of(other)).value:
        return 0.0
    if one == other:
        return 1.0 if _arrow(scene) else 0.0
    if any(label.plain == "prime" for label in subscripts(other)) and not _arrow(scene):
        return 0.9  # a prime mostly marks the newer of two
    return 1.0 if one_step(_places(one), _places(other)) or _arrow(scene) else 0.3


def counts(scene: Scene, args: tuple[str, ...]) -> float:
    """The role is the index (or the argument) of what stands on the left."""
    part, left = scene.one(args[0]), scene.statement.sides[0]
    found = part is not None and any(p == part for place in _places(left) for p in walk(place))
    return 1.0 if found else 0.8


def exact(scene: Scene, args: tuple[str, ...]) -> float:
    """The statement does not only approximate."""
    return float(not {"\\approx", "\\simeq", "\\propto", "\\cong"} & set(scene.statement.signs))


def among(scene: Scene, args: tuple[str, ...]) -> float:
    """The letter of the first role is one of those in the second."""
    part = scene.one(args[0])
    letters = {letter(p) for other in scene.all(args[1]) for p in walk(other)}
    return float(part is not None and bool(letter(part)) and letter(part) in letters)


def fresh(scene: Scene, args: tuple[str, ...]) -> float:
    """The letter of the role occurs once only on the right side: a noise, not a rate."""
    part = scene.one(args[0])
    if part is None:
        return 0.0
    right = scene.statement.sides[-1]
    if scene.site is not None:
        right = scene.statement.sides[scene.site.side]
    found = [p for p in walk(right) if p.op == "sym" and p.plain == letter(part)]
    heads = sum(1 for p in walk(right) if p.op == "app" and letter(p) == letter(part))
    return float(len(found) - heads <= 1)


def assigned(scene: Scene, args: tuple[str, ...]) -> float:
    """The statement assigns a new value."""
    return float(_arrow(scene))


def equal(scene: Scene, args: tuple[str, ...]) -> float:
    """The statement is no inequality."""
    return float(not any(sign in scene.statement.signs for sign in ("\\leq", "\\geq", "<", ">", "\\le", "\\ge")))


def time_shift(scene: Scene, args: tuple[str, ...]) -> float:
    """An index is shifted by a small Δt somewhere in the statement."""
    for side in scene.statement.sides:
        for part in walk(side):
            if part.op in ("index", "script") and any(
                q.op == "operator" and "Delta" in q.value for q in walk(part.args[1])
            ):
                return 1.0
    return 0.0


def alike(scene: Scene, args: tuple[str, ...]) -> float:
    """Two roles are values of one thing: the same letter or function, with different indices or arguments."""
    one, other = scene.one(args[0]), scene.one(args[1])
    if one is None or other is None or one == other:
        return 0.0
    if letter(one) or letter(other):
        return float(letter(one) == letter(other))
    calls = [{letter(p) for p in walk(t) if p.op == "app" and letter(p)} for t in (one, other)]
    return float(bool(calls[0] & calls[1]))


def same_letters(scene: Scene, args: tuple[str, ...]) -> float:
    """Two roles are written with one letter, whatever its indices and accents."""
    one, other = scene.one(args[0]), scene.one(args[1])
    return float(one is not None and other is not None and bool(letter(one)) and letter(one) == letter(other))


def marked_old(scene: Scene, args: tuple[str, ...]) -> float:
    """A label says that the role is the old one of two."""
    part = scene.one(args[0])
    labels = subscripts(head_of(part)) if part is not None else []
    return float(any(label.plain in _OLD for label in labels if label.op in ("sym", "text")))


def one_symbol(scene: Scene, args: tuple[str, ...]) -> float:
    """Two roles are one symbol with different indices or marks (x_t and x^*): how far it has to go, and no prediction."""
    one, other = (scene.one(arg) for arg in args)
    if one is None or other is None or "app" in (one.op, other.op):
        return 0.0
    bases = [base_of(head_of(part)) for part in (one, other)]
    return float(bases[0].op == "sym" and bases[0] == bases[1])


def is_factor(scene: Scene, args: tuple[str, ...]) -> float:
    """The second role is one of the factors of the first."""
    wanted = scene.one(args[1])
    return float(wanted is not None and any(f == wanted for part in scene.all(args[0]) for f in factors_of(part)))


def _places(term: Term) -> list[Term]:
    return [*subscripts(term), *(term.args[1:] if term.op == "app" else ())]


def _relatives(state: Term, update: Term) -> list[Term]:
    """Occurrences of the state's letter in the update."""
    return [p for p in walk(update) if p.op in ("index", "script", "sym", "app") and letter(p) == letter(state)]


def steps_back(scene: Scene, args: tuple[str, ...]) -> float:
    """The second role contains the first one's letter with another index."""
    state, parts = scene.one(args[0]), scene.all(args[1])
    if state is None or not letter(state):
        return 0.0
    for update in parts:
        for part in _relatives(state, update):
            if part == state and _arrow(scene):
                return 1.0
            if part == state or part.op != state.op or state.op == "app" or base_of(part) != base_of(state):
                continue
            if _places(part) != _places(state):
                return 1.0
    return 0.0


def shifted(scene: Scene, args: tuple[str, ...]) -> float:
    """The second role contains the first one's letter with an index that is one step away: t-1 beside t."""
    state, parts = scene.one(args[0]), scene.all(args[1])
    if state is None or not letter(state):
        return 0.0
    for update in parts:
        for part in _relatives(state, update):
            if part == state and _arrow(scene):
                return 1.0
            if part != state and _one_step_apart(part, state) and not _newer(part, state):
                return 1.0
    return 0.0


def _newer(part: Term, state: Term) -> bool:
    """Whether a prime marks the part as what comes after the state, or half-way to it, rather than before."""
    primes = [any(label.plain == "prime" for label in subscripts(term)) for term in (part, state)]
    return primes == [True, False]


def earlier(state: Term, update: Term) -> Term | None:
    """The state's letter as it stands in the update with an index one step away, its plain form before others."""
    near = [p for p in _relatives(state, update) if p != state and _one_step_apart(p, state)]
    return near[0] if near else None


def _one_step_apart(one: Term, other: Term) -> bool:
    if one.op == "app" and other.op == "app":
        return one_step(_places(one), _places(other), called=True)
    return one_step(subscripts(one), subscripts(other))


def shifted_pair(scene: Scene, args: tuple[str, ...]) -> float:
    """Two roles are one letter, one step apart."""
    one, other = scene.one(args[0]), scene.one(args[1])
    if one is None or other is None or family(one) != family(other) or not letter(one):
        return 0.0
    if one == other:
        return float(_arrow(scene))
    return float(one_step(_places(one), _places(other)))


def one_step(one: list[Term], other: list[Term], *, called: bool = False) -> bool:
    """Whether two lists of indices differ by a shift of one, or by words such as old and new."""
    mine = [p for i in one for p in _items(i)]
    theirs = [p for i in other for p in _items(i)]
    marks = {p.plain for p in mine + theirs if p.op in ("sym", "text")}
    if marks & _MARKED and mine != theirs:
        return True
    if len(mine) != len(theirs):
        return False
    changed = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    if called and any(not any(t.op == "num" for t in walk(p)) for a, b in changed for p in (a, b) if p.op == "sum"):
        return False
    return bool(changed) and all(_neighbours(a, b) or _neighbours(b, a) for a, b in changed)


def _items(index: Term) -> tuple[Term, ...]:
    return tuple(p for a in index.args for p in _items(a)) if index.op in ("tuple", "cond", "inner") else (index,)


def _neighbours(one: Term, other: Term) -> bool:
    """Whether the first is the second with something added or taken away, or both are numbers in sequence."""
    if one.op == "num" and other.op == "num":
        return one.value.isdigit() and other.value.isdigit() and abs(int(one.value) - int(other.value)) == 1
    if one.op != "sum" or len(one.args) != 2:
        return False
    steps = [a.args[0] if a.op == "neg" else a for a in one.args]
    if other.op == "sum" and len(other.args) == 2:
        return steps[0] == other.args[0] and one != other
    return steps[0] == other and (steps[1].op in ("num", "sym", "prod", "index") or letter(steps[1]) != "")


def same_function(scene: Scene, args: tuple[str, ...]) -> float:
    """Two roles apply one function to different things."""
    one, other = scene.one(args[0]), scene.one(args[1])
    if one is None or other is None:
        return 0.0
    heads = [{base_of(head_of(p)).plain for p in walk(t) if p.op == "app"} for t in (one, other)]
    return float(bool(heads[0] & heads[1]) and one != other)


def function_of(scene: Scene, args: tuple[str, ...]) -> float:
    """The first role is a function of the second: a network, say, applied to it."""
    branch, source = scene.all(args[0]), scene.one(args[1])
    if source is None:
        return 0.0
    for part in branch:
        if gradient(part, scene.context):
            return 0.0
        for call in walk(part):
            if call.op in ("app", "pos") and any(p == source for arg in call.args for p in walk(arg)):
                return 1.0
    return 0.0


def gradient_role(scene: Scene, args: tuple[str, ...]) -> float:
    """The role has to do with a gradient, or is a loss."""
    return max(
        (max(gradient(p, scene.context), per_example(p, scene.context)) for p in scene.all(args[0])), default=0.0
    )


def delta_like(scene: Scene, args: tuple[str, ...]) -> float:
    """Δw, or a letter that a paper uses for a change."""
    part = scene.one(args[0])
    if part is None:
        return 0.0
    head = part.args[0] if part.op in ("index", "script") else part
    if head.op == "prod":  # Δ set beside the letter
        head = head.args[0]
    return float("elta" in head.value or (head.op == "index" and "elta" in head.args[0].value))


def derivative_of(scene: Scene, args: tuple[str, ...]) -> float:
    """The first role is the time derivative of the second: ẋ and x, h'(t) and h(t)."""
    one, other = scene.one(args[0]), scene.one(args[1])
    if one is None or other is None or letter(one) != letter(other):
        return 0.0
    base = base_of(head_of(one))
    primes = any("prime" in p.value for label in subscripts(one) for p in walk(label))
    return float((base.op == "sym" and "dot" in accents(base.value)) or primes or one.op == "grad")


def parameter_like(scene: Scene, args: tuple[str, ...]) -> float:
    """By letter or description something that is trained."""
    part = scene.one(args[0])
    return float(part is not None and base_of(part).op == "sym" and base_of(part).plain in scene.context.trained)


def small_step(scene: Scene, args: tuple[str, ...]) -> float:
    """A step of time: h, dt, Δt."""
    parts = scene.all(args[0])
    if len(parts) != 1:
        return 0.0
    if parts[0].op in ("operator", "diff"):
        return 1.0
    return 0.8 * float(letter(parts[0]) in ("h", "dt", "tau", "delta") and parts[0].op == "sym")


def moment_like(scene: Scene, args: tuple[str, ...]) -> float:
    """A running moment or a gradient: m, g, v."""
    part = scene.one(args[0])
    return float(part is not None and letter(part) in ("m", "g", "v", "d", "u"))


def sequence_like(scene: Scene, args: tuple[str, ...]) -> float:
    """The index is one that runs along a sequence: t, k, l, n, ℓ, i."""
    part = scene.one(args[0])
    if part is None:
        return 0.0
    return float(
        any(letter(p) in ("t", "k", "l", "n", "ell", "i", "tau", "j") for s in subscripts(part) for p in walk(s))
    )


def of_step(scene: Scene, args: tuple[str, ...]) -> float:
    """An expression of a step counter and constants only: no functions of data, no state."""
    parts = scene.all(args[0])
    letters = {letter(p) for part in parts for p in walk(part) if p.op == "sym"}
    if any(
        p.op in ("total", "avg", "log", "grad", "norm", "exp", "bigprod", "kl") for part in parts for p in walk(part)
    ):
        return 0.0
    calls = [
        p
        for part in parts
        for p in walk(part)
        if p.op == "app" and letter(p) not in ("cos", "sin", "min", "max", "floor")
    ]
    counting = {"t", "T", "step", "epoch", "step_num", "s", "k", "n", "i", "tau"} & letters
    left = scene.statement.sides[0]
    worded = scene.context.says("schedule", "warmup", "warm-up", "anneal", "decay", "learning rate")
    bare = any(
        p.op == "sym" and p.plain in ("t", "T", "step", "epoch", "step_num", "k", "n")
        for part in parts
        for p in _outside(part)
    )
    if calls or not counting or not bare:
        return 0.0
    return 1.0 if worded or letter(left) in NAMES["rate_name"][0] else 0.5


def _outside(term: Term) -> list[Term]:
    """Symbols that are not indices of other symbols."""
    if term.op in ("index", "script"):
        return []
    return [term] if not term.args else [p for arg in term.args for p in _outside(arg)]


def share_offset(scene: Scene, args: tuple[str, ...]) -> float:
    """A kernel's index occurs, added to another one, in the index of the signal."""
    kernel, signal = scene.one(args[0]), scene.one(args[1])
    if kernel is None or signal is None or not offset(signal, scene.context):
        return 0.0
    mine = {p.plain for place in _places(kernel) for p in walk(place) if p.op == "sym"}
    theirs = {
        p.plain for place in _places(signal) for q in walk(place) if q.op == "sum" for p in walk(q) if p.op == "sym"
    }
    return float(bool(mine & theirs))


def argument_of(scene: Scene, args: tuple[str, ...]) -> float:
    """The first role contains what the function in the second is applied to: the k of w(k) in x(p + k)."""
    inner, call = scene.one(args[0]), scene.one(args[1])
    if inner is None or call is None or call.op != "app" or len(call.args) < 2:
        return 0.0
    terms = inner.args if inner.op == "sum" else (inner,)
    return float(any(signed(term)[1] == call.args[1] for term in terms))


def two_indices(scene: Scene, args: tuple[str, ...]) -> float:
    """The role carries at least two indices."""
    part = scene.one(args[0])
    return 0.0 if part is None else _two(part)


def left_two_indices(scene: Scene, args: tuple[str, ...]) -> float:
    """The left side carries two indices."""
    return _two(scene.statement.sides[0])


def _two(part: Term) -> float:
    places = [p for s in _places(part) for p in _items(s)]
    return float(sum(2 if p.op == "prod" else 1 for p in places) >= 2)


def only_measure(scene: Scene, args: tuple[str, ...]) -> float:
    """Nothing but a differential."""
    return float(all(differential(p, scene.context) for p in scene.all(args[0])))


def more_than_measure(scene: Scene, args: tuple[str, ...]) -> float:
    """Something besides a differential."""
    return float(any(not differential(p, scene.context) for p in scene.all(args[0])))


STEP_CONDITIONS: dict[str, Condition] = {
    "same_family": same_family,
    "same_letters": same_letters,
    "moves": moves,
    "marked_old": marked_old,
    "factor": is_factor,
    "one_symbol": one_symbol,
    "alike": alike,
    "fresh": fresh,
    "assigned": assigned,
    "equal": equal,
    "time_shift": time_shift,
    "counts": counts,
    "exact": exact,
    "among": among,
    "steps_back": steps_back,
    "steps_back_rest": steps_back,
    "shifted": shifted,
    "shifted_pair": shifted_pair,
    "same_function": same_function,
    "function_of": function_of,
    "gradient_role": gradient_role,
    "delta_like": delta_like,
    "derivative_of": derivative_of,
    "parameter_like": parameter_like,
    "moment_like": moment_like,
    "small_step": small_step,
    "sequence_like": sequence_like,
    "of_step": of_step,
    "share_offset": share_offset,
    "argument_of": argument_of,
    "two_indices": two_indices,
    "left_two_indices": left_two_indices,
    "only_measure": only_measure,
    "more_than_measure": more_than_measure,
}
