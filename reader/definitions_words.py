"""The little English that finding definitions needs: closed classes, verbs, nouns of measure.

No tagger is loaded. Function words are a closed class and are listed; verbs are listed in their base form and inflected
here; whatever is neither is taken for a noun or an adjective, which is right for the technical vocabulary of papers.
"""

from __future__ import annotations

from functools import lru_cache

DETERMINERS = frozenset(
    ["a", "an", "the", "this", "that", "these", "those", "each", "every", "any", "some", "all", "both", "no", "our", "its", "their", "his", "her", "your", "my", "such", "another", "either", "neither", "several", "many", "few", "certain"]
)
INDEFINITE = frozenset(["a", "an", "some", "each", "every", "any", "another"])
PREPOSITIONS = frozenset(
    ["of", "in", "on", "at", "by", "to", "for", "with", "from", "into", "onto", "over", "under", "between", "among", "across", "through", "during", "within", "without", "via", "per", "towards", "toward", "against", "around", "about", "upon", "after", "before", "behind", "below", "above", "beyond", "along", "as", "than", "like", "near", "unlike", "throughout", "until", "since", "despite", "except", "inside", "outside", "following", "given", "according", "based", "regarding", "concerning"]
)
CONJUNCTIONS = frozenset(["and", "or", "but", "nor", "so", "yet", "plus"])
SUBORDINATORS = frozenset(
    ["where", "when", "while", "if", "because", "since", "whenever", "although", "though", "unless", "whereas", "whether", "that", "which", "who", "whose", "whom", "what", "how", "why", "once", "until", "then", "thus", "hence", "therefore", "here", "there", "e.g", "i.e", "namely", "also", "however", "moreover", "furthermore", "finally", "specifically", "respectively", "resp", "otherwise", "instead", "consequently", "similarly", "additionally", "note", "firstly", "secondly"]
)
PRONOUNS = frozenset(
    ["we", "i", "you", "he", "she", "it", "they", "us", "them", "one", "itself", "themselves", "this", "that", "these", "those", "which", "who", "ones", "everything"]
)
SUBJECT_PRONOUNS = frozenset(["we", "i", "you", "he", "she", "they", "it", "which", "who", "that", "one"])
AUXILIARIES = frozenset(
    ["is", "are", "was", "were", "be", "been", "being", "am", "has", "have", "had", "do", "does", "did", "can", "could", "will", "would", "shall", "should", "may", "might", "must", "cannot", "need", "ought", "isn't", "aren't", "doesn't", "don't", "can't"]
)
COPULAS = frozenset(["is", "are", "was", "were", "be", "being"])
MODALS = frozenset(["can", "could", "will", "would", "shall", "should", "may", "might", "must", "cannot", "to"])
#: adverbs that may stand inside a noun phrase are found by -ly; these end one
ADVERBS = frozenset(
    ["not", "now", "only", "just", "still", "already", "even", "very", "too", "often", "always", "never", "again", "further", "together", "well", "rather", "almost", "enough", "altogether", "simply", "typically", "usually", "sometimes", "generally", "commonly", "currently", "directly", "usually", "simultaneously", "yet", "ever", "quite", "more", "most", "less", "least", "much", "instead", "possibly", "exactly", "approximately", "precisely", "clearly", "obviously", "jointly", "otherwise", "subsequently", "iteratively", "repeatedly"]
)

_BASE_VERBS = """
abbreviate accelerate accept achieve act adapt add address adjust admit adopt affect aggregate agree aim allow alternate
amount analyse analyze annotate append apply approach approximate argue arise assign assume attach attain augment average avoid
balance become begin belong bind borrow bound break bring build calculate call capture carry cast cause change characterise
characterize check choose classify cluster combine come compare complete compose comprise compute concatenate conclude condition
conduct connect consider consist constitute constrain construct contain continue control converge convert correspond count
cover create deal decay decide decode decompose decrease deduce define degrade demonstrate denote depend deploy derive describe
design designate detect determine develop deviate differ discard discuss display distinguish distribute divide draw drive drop
eliminate embed emit employ enable encode encounter encourage end enforce enhance ensure enter enumerate equal equip establish
estimate evaluate evolve examine exceed exclude execute exhibit exist expand expect experience explain explore express extend
extract face facilitate fail fall favor favour feed fill find fit fix focus follow force form formulate freeze generalise generalize
generate get give go govern grow guarantee guide handle happen have help hide hold identify ignore illustrate implement imply
impose improve include incorporate increase incur indicate induce infer influence inherit initialise initialize inject input insert
integrate interpolate interpret introduce invert investigate invoke involve iterate join keep know label lead learn leave let lie
limit link list locate look lose maintain make manage map marginalise marginalize mask match matter maximise maximize mean measure
meet merge minimise minimize model modify monitor move multiply name need normalise normalize note notice observe obtain occur
offer omit operate optimise optimize output outperform overcome overfit parameterise parameterize parametrise parametrize
parametrize partition pass penalise penalize perform permit perturb pick place play point pool pose possess predict prefer prepare
preserve prevent proceed process produce project propagate propose prove provide prune put quantify quantise quantize query
raise range rank reach read realise realize recall receive recognise recognize recommend reconstruct record recover reduce refer
refine reflect regard regularise regularize reject relate release rely remain remove render repeat replace report represent
require rescale reset resemble reside resolve respond restrict result retain retrieve return reveal reward rewrite rotate round
run sample satisfy save scale scan score search see seek select send separate serve set share shift show shuffle simplify simulate
solve sort span specify split stack stand start state stay stop store strengthen study subtract suffer suffice suggest sum
summarise summarize supply support suppose suppress switch take tell tend term test think tie train transfer transform translate
traverse treat trigger truncate try tune turn understand unfold unroll update upsample use utilise utilize validate vanish vary
verify view visit visualise visualize want weigh weight work write yield
oscillate track absorb accompany accomplish account accumulate activate admit advance afford align amplify annotate anticipate appear
arrange ask assemble assess associate await back bear belong bend blend boost borrow bring broadcast buffer bypass cancel
carve cease check cite claim clip coincide collapse collect communicate compensate compete compress concentrate confirm
conform confuse contrast contribute convey convolve copy correct couple cross crop cut deactivate declare decouple dedicate
defend delay delete deliver densify depict deprive derive desire destroy diffuse diminish direct disappear disclose discount
discover discretise discretize dismiss disregard dissolve distil distill disturb diverge dominate double downsample draft
duplicate dwell ease edit elicit embrace emerge emphasise emphasize emulate enclose enforce engage enlarge enrich entail
equip equate escape exchange exclude exhaust exploit exponentiate expose factor factorise factorize fade favour fetch fire flip
flow fluctuate forbid forget forward fuse gain gather govern grab group guess halt halve hamper harm hinder hit hurt ignite
imitate inform inhibit initiate inspect inspire instantiate instruct intend interact intersect intervene isolate jump
justify kill lack last launch leak leverage lie lift like list load lower memorise memorize mention migrate mimic
mirror mix mount narrow negate neglect nest notify number object obey occupy oppose order outline overestimate overlap
override overwhelm own pack pad pair parse participate perceive persist plan plot plug postpone pour praise precede
presume pretend price print prohibit prolong promise prompt protect pull push question quote reason reassign rebuild
recompute recurse recycle reduce reformulate regulate reinforce reiterate relabel relax reload remark remedy remember
renormalise renormalize reorder repair rephrase replicate reproduce resample reshape resist rest restart restore resume retry
reuse revert review revise rise rule sacrifice saturate scatter schedule seem segment seize sell sharpen shrink shut
sign signal simulate sit skip slice slide slow smooth solidify spend spread stabilise stabilize stem stick stipulate
stress stretch strive struggle subsample substitute succeed sweep synthesise synthesize tackle target teach tempt
terminate threaten threshold throw tighten tile time trace trade transmit transpose trust twist undergo underestimate
underlie unify unite upgrade urge violate wait warn warp watch weaken win withdraw wonder worsen wrap zero
"""

#: verbs whose base or -s form is as often a noun in papers; as the last word before a symbol they are nouns
AMBIGUOUS_VERBS = frozenset(
    ["address", "aggregate", "aim", "approach", "average", "balance", "bound", "break", "call", "change", "check", "cluster", "condition", "constraint", "control", "count", "cover", "decay", "design", "display", "draw", "drive", "drop", "embed", "end", "equal", "estimate", "experience", "face", "fall", "feed", "fit", "focus", "force", "form", "function", "guarantee", "guide", "handle", "help", "hold", "increase", "influence", "input", "interest", "label", "lead", "limit", "link", "list", "look", "map", "mask", "match", "matter", "mean", "measure", "model", "move", "name", "need", "note", "offer", "output", "partition", "pass", "place", "play", "point", "pool", "process", "project", "prune", "query", "range", "rank", "reach", "record", "reflect", "report", "rescale", "result", "return", "reward", "round", "run", "sample", "scale", "score", "search", "set", "shape", "share", "shift", "span", "split", "stack", "stand", "start", "state", "stop", "store", "study", "sum", "supply", "support", "switch", "term", "test", "tie", "train", "transfer", "transform", "trigger", "turn", "update", "use", "view", "visit", "weight", "work", "yield", "release", "kernel", "degrade", "decrease", "perturb", "account", "advance", "back", "boost", "buffer", "claim", "clip", "contrast", "copy", "correct", "couple", "cross", "crop", "cut", "delay", "desire", "direct", "discount", "double", "draft", "ease", "edit", "exchange", "exploit", "factor", "fire", "flip", "flow", "forward", "gain", "group", "guess", "harm", "hit", "hurt", "jump", "kill", "lack", "last", "leak", "lift", "list", "load", "lower", "mirror", "mix", "mount", "narrow", "number", "object", "order", "outline", "overlap", "own", "pack", "pad", "pair", "plan", "plot", "price", "print", "prompt", "pull", "push", "question", "quote", "reason", "remark", "repair", "rest", "review", "rise", "rule", "schedule", "segment", "sign", "signal", "skip", "slice", "slide", "slow", "smooth", "stem", "stick", "stress", "stretch", "sweep", "target", "threshold", "throw", "tile", "time", "trace", "trade", "transpose", "trust", "twist", "upgrade", "urge", "wait", "watch", "win", "wrap", "zero", "like", "halt", "recall", "produce", "track", "increase", "decrease", "contrast", "benefit"]
)

_IRREGULAR = (
    ["became", "begun", "began", "bound", "brought", "built", "cast", "chose", "chosen", "drew", "drawn", "drove", "driven", "fed", "fell", "fallen", "felt", "found", "froze", "frozen", "gave", "given", "got", "grew", "grown", "held", "hid", "hidden", "kept", "knew", "known", "laid", "led", "left", "let", "lay", "lost", "made", "meant", "met", "put", "ran", "read", "saw", "seen", "sent", "set", "shown", "shown", "sought", "spanned", "split", "spread", "stood", "stored", "sought", "sent", "took", "taken", "taught", "thought", "told", "tied", "understood", "went", "gone", "won", "wrote", "written", "lying", "tying"]
)

#: of those, the ones whose -s form is a verb when it stands last ("the term pulls $x$")
VERBAL_S = frozenset(
    ["hold", "pull", "push", "drop", "show", "break", "start", "stop", "end", "call", "take", "pass", "read", "place", "raise", "reach", "meet", "lead", "look", "yield", "turn", "rise", "fall", "help", "fit", "fire", "jump", "hit", "hurt", "kill", "lack", "last", "like", "throw", "twist", "urge", "wait", "watch", "win", "wrap", "cut", "drive", "draw", "need", "name", "want", "walk", "stand", "sit", "stay", "share", "double", "ease", "boost", "leak", "face", "find", "work", "run", "move", "record", "balance", "influence", "guarantee", "let", "trigger", "support", "handle", "study", "display", "cover", "address", "aim", "experience", "feed", "perturb", "slow", "smooth", "forward", "fuse", "advance"]
)

#: participles that commonly stand before a noun ("the given input", "hidden state", "learned weights")
ADJECTIVAL = frozenset(
    ["hidden", "given", "learned", "learnt", "trained", "pretrained", "pre-trained", "expected", "predicted", "estimated", "observed", "desired", "weighted", "fixed", "bounded", "discounted", "normalised", "normalized", "generalised", "generalized", "regularised", "regularized", "averaged", "shared", "connected", "labelled", "labeled", "unlabelled", "unlabeled", "sampled", "generated", "encoded", "embedded", "corrupted", "perturbed", "masked", "quantised", "quantized", "smoothed", "truncated", "stacked", "combined", "restricted", "associated", "related", "specified", "selected", "chosen", "measured", "scaled", "reduced", "finite", "ordered", "directed", "undirected", "signed", "joint", "augmented", "clipped", "continued", "simulated", "supervised", "unsupervised", "assumed", "known", "unknown", "transformed", "projected", "reconstructed", "extended", "limited", "required", "corresponding", "following", "underlying", "resulting", "remaining", "training", "learning", "sampling", "testing", "mixing", "smoothing", "scaling", "embedding", "coding", "encoding", "decoding", "running", "starting", "stopping", "binding", "existing", "forgetting", "dropping", "increasing", "decreasing", "varying", "moving", "weighting", "matching", "filtering", "ranking", "gating", "routing", "masking", "planning", "pooling", "clustering", "damping", "coupling", "ordering", "labelling", "labeling", "timing", "spacing", "bending", "heating", "cooling", "scattering", "rotating", "time-varying", "missing", "leading", "surrounding", "preceding", "interesting", "competing", "discriminating"]
)

#: adjectives that cannot head a phrase: "for small x" says nothing of x
ADJECTIVES = frozenset(
    ["able", "abstract", "accurate", "active", "actual", "additional", "adequate", "adjacent", "aforementioned", "algebraic", "alternative", "analogous", "analytic", "analytical", "appropriate", "approximate", "arbitrary", "artificial", "asymptotic", "automatic", "auxiliary", "available", "bad", "balanced", "basic", "best", "better", "big", "bigger", "binary", "biological", "black", "brief", "broad", "bounded", "careful", "central", "certain", "cheap", "classic", "classical", "clean", "clear", "close", "coarse", "common", "compact", "comparable", "compatible", "complementary", "complete", "complex", "compositional", "comprehensive", "computational", "concave", "conceptual", "concrete", "consistent", "contextual", "continuous", "conventional", "convex", "correct", "cross-modal", "crucial", "cyclic", "deep", "dense", "dependent", "desirable", "deterministic", "different", "differentiable", "difficult", "direct", "discrete", "discriminative", "disjoint", "distant", "distinct", "diverse", "dynamic", "early", "easy", "effective", "efficient", "elementary", "empirical", "empty", "end-to-end", "entire", "equal", "equivalent", "essential", "euclidean", "exact", "excellent", "expensive", "explicit", "exponential", "external", "extreme", "fair", "false", "familiar", "fast", "feasible", "few", "final", "fine", "fine-grained", "finite", "first", "flat", "flexible", "free", "frequent", "full", "fundamental", "further", "fuzzy", "gaussian", "general", "generic", "global", "good", "gradual", "great", "greater", "greedy", "hard", "harmful", "heavy", "helpful", "heterogeneous", "hidden", "hierarchical", "high", "high-dimensional", "higher", "holistic", "homogeneous", "ideal", "identical", "immediate", "implicit", "important", "impossible", "inaccurate", "incomplete", "incorrect", "independent", "indirect", "inefficient", "infinite", "inherent", "initial", "inner", "innovative", "intelligent", "interesting", "intermediate", "internal", "intractable", "intrinsic", "intuitive", "invertible", "irrelevant", "iterative", "large", "large-scale", "larger", "largest", "last", "late", "latent", "latter", "lexical", "linear", "little", "local", "logical", "long", "longer", "low", "low-dimensional", "lower", "main", "major", "many", "marginal", "mathematical", "maximal", "meaningful", "mental", "mere", "minimal", "minor", "missing", "mixed", "modern", "modest", "more", "multiple", "mutual", "narrow", "natural", "necessary", "negative", "nested", "neural", "new", "next", "nice", "noisy", "nonlinear", "non-linear", "non-negative", "nonnegative", "nontrivial", "non-trivial", "non-zero", "nonzero", "novel", "numeric", "numerical", "numerous", "objective-driven", "obvious", "odd", "old", "only", "open", "opposite", "optimal", "optional", "ordinary", "original", "orthogonal", "other", "outer", "overall", "own", "parallel", "partial", "particular", "past", "perfect", "periodic", "permanent", "personal", "physical", "plain", "plausible", "poor", "popular", "positive", "possible", "potential-free", "powerful", "practical", "precise", "preferable", "present", "previous", "primary", "prior-free", "private", "probabilistic", "probable", "promising", "proper", "prominent", "public", "pure", "quadratic", "qualitative", "quantitative", "quick", "random", "rapid", "rare", "raw", "real", "real-valued", "real-world", "reasonable", "recent", "recurrent", "recursive", "redundant", "regular", "relative", "relevant", "reliable", "remarkable", "rich", "right", "rigid", "robust", "rough", "same", "scarce", "second", "semantic", "sensible", "sensitive", "separate", "sequential", "serious", "several", "severe", "shallow", "sharp", "short", "shorter", "significant", "similar", "simple", "simpler", "simplest", "simultaneous", "single", "singular", "slight", "slow", "small", "smaller", "smallest", "smooth", "social", "soft", "sophisticated", "sparse", "spatial", "special", "specific", "stable", "standard", "static", "stationary", "statistical", "steady", "steep", "stochastic", "straightforward", "strict", "strong", "stronger", "structural", "structured", "sub-optimal", "subsequent", "successful", "such", "sufficient", "suitable", "superior", "sure", "symbolic", "symmetric", "syntactic", "synthetic", "systematic", "technical", "temporal", "textual", "theoretical", "thorough", "tight", "tiny", "top", "traditional", "transparent", "trivial", "true", "typical", "ultimate", "unbiased", "uncertain", "unchanged", "unclear", "unconditional", "unique", "universal", "unlikely", "unseen", "unsupervised", "upper", "useful", "usual", "vague", "valid", "various", "vast", "verbal", "vertical", "very", "virtual", "visible", "visual", "weak", "well-known", "well-defined", "whole", "wide", "wider", "wrong", "zero-mean", "i.i.d", "iid", "likely", "unknown", "orthonormal", "definite", "semidefinite", "semi-definite", "everywhere", "anywhere", "nowhere", "irrespective", "regardless", "alone", "lipschitz", "measurable", "invariant", "equivariant", "monotone", "monotonic", "decreasing", "increasing", "aware", "due", "responsible", "equivalent", "free", "subject", "prone"]
)
#: -ing forms of listed verbs that are nouns in their own right
NOUN_ING = frozenset(
    ["embedding", "encoding", "mapping", "setting", "ordering", "ranking", "labelling", "labeling", "clustering", "meaning", "rating", "spacing", "timing", "coding", "weighting", "training", "learning", "coupling", "damping", "scaling", "reading", "building", "matching", "partitioning", "pairing", "tying", "scattering", "forcing", "spanning", "masking"]
)

#: nouns that name a quantity: "a learning rate of η" defines η, "the gradient of f" does not define f
QUANTITIES = frozenset(
    ["size", "length", "width", "height", "depth", "rate", "ratio", "factor", "number", "dimension", "dimensionality", "rank", "degree", "order", "level", "weight", "value", "probability", "temperature", "coefficient", "exponent", "constant", "parameter", "hyperparameter", "threshold", "budget", "horizon", "radius", "diameter", "distance", "angle", "mass", "speed", "velocity", "frequency", "energy", "pressure", "density", "amplitude", "strength", "intensity", "variance", "deviation", "mean", "radius", "period", "duration", "time", "step", "bandwidth", "range", "margin", "tolerance", "precision", "accuracy", "cost", "penalty", "bias", "scale", "offset", "age", "volume", "area", "thickness", "wavelength", "redshift", "fraction", "percentage", "proportion", "share", "total", "window", "stride", "multiplicity", "cardinality", "capacity", "power", "gain", "loss", "slope", "intercept", "field", "count", "interval", "delay", "lag", "likelihood", "score", "target", "concentration", "viscosity", "conductivity", "momentum", "decay", "dropout", "damping", "learning-rate"]
)

#: quantities that are a property of what follows "of" ("the size of V", "the number of x"): never name the symbol itself
PROPERTIES_OF = frozenset(
    ["number", "value", "mean", "variance", "order", "rank", "degree", "total", "count", "loss", "likelihood", "probability", "power", "bias", "range"]
)

#: nouns that only point at a place or at notation: never what a symbol is
POINTERS = frozenset(
    ["equation", "equations", "eq", "eqs", "eqn", "figure", "figures", "fig", "figs", "section", "sections", "sec", "secs", "appendix", "algorithm", "algorithms", "alg", "theorem", "lemma", "proposition", "corollary", "definition", "remark", "chapter", "symbol", "symbols", "letter", "letters", "notation", "notations", "ref", "refs", "form", "two", "three", "four", "five", "six", "one", "opposite", "fact", "case", "cases", "way", "cite", "def", "thm", "prop", "assumption", "subscript", "superscript", "subscripts", "superscripts"]
)
#: "the gradient of x", "larger values of x": said about x, never what x is
ABOUT_ANOTHER = frozenset(
    ["value", "choice", "function", "gradient", "derivative", "hessian", "jacobian", "norm", "transpose", "inverse", "determinant", "trace", "rank", "entropy", "logarithm", "exponential", "square", "root", "sum", "product", "average", "mean", "expectation", "variance", "covariance", "estimate", "estimator", "sample", "copy", "element", "entry", "component", "part", "member", "row", "column", "subset", "instance", "version", "set", "sequence", "use", "effect", "influence", "impact", "role", "behaviour", "behavior", "definition", "choice", "property", "properties", "presence", "absence", "update", "optimisation", "optimization", "minimisation", "minimization", "maximisation", "maximization", "computation", "calculation", "evaluation", "estimation", "sampling", "training", "prediction", "distribution", "density", "support", "kernel", "size", "length", "number", "dimension", "dimensionality", "cardinality", "order", "degree", "bound", "limit", "minimum", "maximum", "minimiser", "minimizer", "solution"]
) - frozenset(["size", "length", "number", "dimension", "dimensionality", "order", "degree", "limit"])
#: heads that introduce nothing: "equation x", "in this case x", "the fact x"
EMPTY_HEADS = frozenset(
    ["equation", "equations", "eq", "eqs", "eqn", "figure", "fig", "figures", "table", "tables", "section", "sections", "sec", "appendix", "algorithm", "alg", "theorem", "lemma", "proposition", "corollary", "definition", "remark", "example", "chapter", "line", "step-size", "way", "case", "cases", "fact", "reason", "moment", "order", "example", "addition", "contrast", "practice", "particular", "general", "turn", "total", "respect", "terms", "hand", "same", "other", "others", "result", "results", "rest", "lot", "kind", "sort", "type", "use", "need", "part", "end", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "zero", "zeros", "half", "twice", "most", "many", "first", "second", "third", "last", "previous", "next", "former", "latter", "above", "below", "left", "right", "side", "follows", "form", "ref", "cite", "it", "opposite", "both", "minimum", "maximum", "max", "min", "iff", "wrt", "w.r.t", "vs", "etc", "expression", "formula", "inequality", "relation", "notation", "notations", "symbol", "symbols", "letter", "hence", "et", "al", "work", "paper", "assumption", "condition", "constraint", "bound", "proof"]
)


def _inflect(base: str) -> tuple[str, ...]:
    """Base → (-s, -ed, -ing), by the spelling rules; doubled consonants are offered beside plain ones."""
    if base.endswith("e"):
        return base + "s", base + "d", base[:-1] + "ing"
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies", base[:-1] + "ied", base + "ing"
    s = base + ("es" if base.endswith(("s", "x", "ch", "sh", "z")) else "s")
    doubled = base + base[-1]
    return s, base + "ed", base + "ing", doubled + "ed", doubled + "ing"


BASE_VERBS = frozenset(_BASE_VERBS.split())
_FORMS: dict[str, str] = {}
for _base in sorted(BASE_VERBS):
    _forms = _inflect(_base)
    _FORMS[_forms[0]] = "s"
    for _form in _forms[1:]:
        _FORMS[_form] = "ing" if _form.endswith("ing") else "ed"
for _form in _IRREGULAR:
    if _form not in AMBIGUOUS_VERBS:
        _FORMS[_form] = "ed"
for _base in BASE_VERBS:
    _FORMS.setdefault(_base, "base")


@lru_cache(maxsize=50_000)
def verb_form(word: str) -> str:
    """``base``, ``s``, ``ed`` or ``ing`` if the lower-case word is a form of a listed verb, else an empty string."""
    return _FORMS.get(word, "")


@lru_cache(maxsize=50_000)
def is_adverb(word: str) -> bool:
    """Adverbs by list or by -ly, short of the nouns and adjectives that end so."""
    nouns = {"family", "assembly", "anomaly", "supply", "early", "only", "likely", "daily", "reply", "poly", "fly"}
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in nouns)


_MASS_NOUNS = frozenset(
    ["dynamics", "physics", "mathematics", "statistics", "semantics", "linguistics", "economics", "news", "always", "perhaps"]
)


@lru_cache(maxsize=50_000)
def is_plural(word: str) -> bool:
    """A plain guess at a plural noun, by its ending."""
    word = word.rsplit("-", 1)[-1].lower()
    if word in {
        "momenta",
        "radii",
        "data",
        "matrices",
        "vertices",
        "indices",
        "people",
        "criteria",
        "phenomena",
        "children",
        "axes",
    }:
        return True
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "ous"))
        and word not in _MASS_NOUNS
    )


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """The word without its plural ending, for lookups."""
    irregular = {
        "matrices": "matrix",
        "vertices": "vertex",
        "indices": "index",
        "radii": "radius",
        "momenta": "momentum",
    }
    if word in irregular:
        return irregular[word]
    if not is_plural(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word
