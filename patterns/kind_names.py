"""Letters and names by convention: for each kind the bare letters (``terms.plain``) it is usually written with.

These are conventions of the field, not of any paper. A kind listed here holds for a symbol or a function with one of the
letters, or when the paper describes the symbol with one of the words.
"""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: kind → letters and names, words in the paper's description
NAMES: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {
    # scalars with a job
    "rate": (_set(
            "alpha eta epsilon gamma lambda beta mu tau delta rho kappa lr h m "
        ), ("rate", "step size", "step-size", "momentum", "decay")),
    "coefficient": (_set("lambda alpha beta gamma eta mu tau kappa omega w c rho nu xi zeta delta C c_1 epsilon"),
                    ("weight", "coefficient", "trade-off", "hyper", "strength", "multiplier", "balanc")),
    "discount": (_set("gamma beta delta lambda"), ("discount",)),
    "multiplier": (_set("lambda alpha mu nu beta eta xi Lambda"), ("multiplier",)),
    "dual": (_set("lambda alpha mu nu beta eta xi a"), ("multiplier",)),
    "margin": (_set("Delta m gamma delta margin alpha epsilon rho c mu xi"), ("margin",)),
    "tiny": (_set("epsilon delta eps"), ("small",)),
    "moment": (_set("m g v d u s"), ("moment", "gradient", "momentum")),
    "temperature": (_set("tau T beta t temp temperature"), ("temperature",)),
    "time": (_set("t T k n i tau step s epoch step_num"), ("time", "step", "iteration")),
    "clock": (_set("t tau s T"), ("time",)),
    "rate_name": (_set("lr lrate eta alpha epsilon learningrate rate beta lambda tau gamma temp kappa"),
                  ("learning rate", "rate", "schedule", "temperature", "coefficient", "step size")),
    "small_step": (_set("h deltat delta epsilon eta dt Delta tau"), ("step", "interval")),
    "sample_count": (_set("S L K"), ("samples", "draws")),
    # reinforcement learning
    "reward": (_set("r R c reward"), ("reward", "cost")),
    "value": (_set("V Q v q U J y"), ("value function", "action-value", "state-value", "value of", "return")),
    "advantage": (_set("A R G Q r delta Psi psi advantage F"), ("advantage", "return", "reward", "baseline")),
    "policy": (_set("pi mu beta"), ("policy",)),
    "clip": (_set("clip clamp clipped"), ()),
    # players, networks
    "discriminator": (_set("D d f C disc discriminator critic"), ("discriminator", "critic")),
    "generator": (_set("G g gen generator F"), ("generator",)),
    "expert": (_set("E f e expert h experts ffn FFN g"), ("expert",)),
    "recurrent_name": (_set("rnn lstm gru bilstm lstmcell rnncell grucell birnn"), ()),
    "sublayer_name": (_set(
            "sublayer mlp ffn msa mha w-msa sw-msa mhsa attention attn selfattention multihead selfattn "
            "sa ff transformer block "
        ), ()),
    "activation_name": (_set(
            "relu gelu silu swish elu selu tanh sigmoid leakyrelu mish softplus activation act prelu "
            "hardswish hardtanh maxout glu crelu htanh "
        ), ()),
    "relu": (_set("relu relu6 leakyrelu prelu"), ()),
    "swish": (_set("swish silu"), ()),
    "gelu": (_set("gelu"), ()),
    "sigmoid_name": (_set("sigmoid logistic sigm sig expit"), ("sigmoid",)),
    "erf_name": (_set("erf"), ()),
    "normal_cdf": (_set("Phi"), ("cumulative",)),
    "norm_name": (_set("layernorm batchnorm bn ln rmsnorm norm normalize instancenorm groupnorm"), ()),
    "normal_layer": (_set("layernorm ln norm rmsnorm bn batchnorm"), ()),
    "rms_name": (_set("rms RMS"), ("root mean square",)),
    "linear_name": (_set("linear dense fc proj conv1x1 lin"), ()),
    "conv_name": (_set("conv conv1d conv2d convolution conv3x3 conv1x1 convtranspose"), ()),
    "attention_name": (_set("attention attn att selfattention crossattention scaleddotproductattention"), ()),
    "attention_block": (_set(
            "sa msa mha mhsa attn attention selfattention multiheadattention multihead w-msa sw-msa "
        ), ()),
    "energy": (_set("e u s score energy"), ("energy", "score", "alignment")),
    "data_letter": (_set("y Y"), ("target", "label", "observed")),
    "key_name": (_set("k K key"), ("key",)),
    "query_name": (_set("q Q query"), ("query", "queries")),
    "ffn": (_set("ffn expert mlp"), ("expert",)),
    "multihead": (_set("multihead mha multiheadattention mhsa msa"), ()),
    "concat": (_set("concat cat concatenate"), ()),
    "aggregate_name": (_set("aggregate agg mean combine maxpool pool gather readout"), ()),
    "message_name": (_set("message msg M"), ("message",)),
    "topk_name": (_set("topk keeptopk top"), ()),
    "projection": (_set("Pi proj P project projection prox"), ("projection",)),
    "sign_name": (_set("sign sgn step heaviside"), ()),
    # losses by name
    "mse": (_set("mse l2 rmse"), ("squared error",)),
    "mae": (_set("mae l1"), ("absolute error",)),
    "huber": (_set("huber"), ("huber",)),
    "smooth": (_set("smooth smoothl1 smooth_l1"), ()),
    "cosh": (_set("cosh"), ()),
    "nll": (_set("nll"), ("negative log",)),
    "likelihood": (_set("L likelihood"), ("likelihood",)),
    "bce": (_set("bce binarycrossentropy binarycross-entropy"), ("binary cross",)),
    "ce": (_set("ce crossentropy cross-entropy xent xe"), ("cross entropy", "cross-entropy")),
    "kl_name": (_set("kd distill kld"), ("distill",)),
    "H": (_set("H"), ("entropy",)),
    "I": (_set("I"), ("mutual information",)),
    "W": (_set("W"), ("wasserstein", "earth mover")),
    "mi": (_set("mi"), ("mutual information",)),
    "pmi": (_set("pmi"), ("pointwise mutual",)),
    "mmd_name": (_set("mmd"), ()),
    "fid_name": (_set("fid"), ()),
    "Q_name": (_set("Q"), ()),
    "entropy": (_set("entropy ent"), ("entropy",)),
    "jsd": (_set("jsd js"), ("jensen",)),
    "lagrangian": (_set("L Lagrangian J lagrangian"), ("lagrangian",)),
    # probability
    "gp": (_set("gp"), ("gaussian process",)),
    "normal": (_set("normal gaussian"), ()),
    "partition": (_set("Z z C"), ("partition", "normali")),
    "noise": (_set("epsilon z xi zeta eta w n u nu e omega"), ("noise", "gaussian", "normal")),
    "order_name": (_set("O o"), ()),
    # geometry
    "mean": (_set("mu m E mean"), ("mean", "average")),
    "bar_mean": (_set("mu mean"), ("mean", "average", "centroid", "centre", "center")),
    "deviation": (_set("sigma s sd std SD RMS rms varsigma"), ("deviation", "variance", "scale")),
    "similarity_name": (_set("sim cos cossim similarity cosinesimilarity cosine kernel cosim"), ("similarity",)),
    "cos_name": (_set("cos cossim cosine cosinesimilarity"), ("cosine",)),
    "kernel_name": (_set("k K kernel kappa"), ("kernel",)),
    "distance_name": (_set("d dist distance metric"), ("distance", "metric")),
    "kernel": (_set("w W k K g f h Theta"), ("kernel", "filter")),
    "attention_weight": (_set("alpha a A beta"), ("weight", "attention", "alignment")),
    "velocity": (_set("v u"), ("velocity", "vector field", "flow")),
    "expert_count": (_set("numberofexperts N E num_experts"), ("experts",)),
    "position_like": (_set("t pos p m n position x k i"), ("position", "coordinate", "index")),
    "gate_letter": (_set("g i f o z r u gate T C Gamma"), ("gate",)),
    "delta": (_set("delta"), ("error signal",)),
}  # fmt: skip

#: kinds that only ask for an operator of terms
OPERATORS: dict[str, str] = {
    "sq": "sq",
    "opt": "opt",
    "sum": "sum",
    "product": "prod",
    "app": "app",
    "index": "index",
    "root": "root",
    "kl": "kl",
    "js": "fdiv",
    "cases_grid": "cases",
    "matrix_grid": "matrix",
    "expectation": "avg",
    "one_rational": "inv",
}

#: names of distributions other than the normal one
DISTRIBUTIONS = _set(
    "bernoulli bern ber categorical cat uniform unif U dirichlet dir beta Beta binomial bin multinomial mult poisson pois "
    "gamma exponential laplace lap gumbel exp student cauchy geometric vmf wishart lognormal logisticnormal Bern Cat Dir"
)
#: names of non-linearities written with a letter
ACTIVATIONS = _set("sigma phi f g rho h varphi psi a s delta")
#: letters that stand for numbers: coefficients and rates
GREEK = _set("alpha beta gamma lambda eta mu tau kappa epsilon")
