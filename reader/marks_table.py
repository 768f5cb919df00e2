r"""The names of mathematical marks, by class, each with its Unicode character: data for ``reader.marks``.

Every line of a table is a run of pairs ``name character``. Names are the plain LaTeX commands that KaTeX, MathJax and
amsmath share; other spellings of the same mark are in ``reader.marks.ALIASES``.
"""

LETTERS = r"""
\ell ℓ \digamma ϝ \varkappa ϰ \Gamma Γ \Delta Δ \Theta Θ \Lambda Λ \Xi Ξ \Pi Π \Sigma Σ \Upsilon Υ \Phi Φ \Psi Ψ
\Omega Ω \alpha α \beta β \gamma γ \delta δ \epsilon ϵ \zeta ζ \eta η \theta θ \iota ι \kappa κ \lambda λ \mu μ \nu
ν \xi ξ \pi π \rho ρ \sigma σ \tau τ \upsilon υ \phi ϕ \chi χ \psi ψ \omega ω \varepsilon ε \vartheta ϑ \varpi ϖ
\varrho ϱ \varsigma ς \varphi φ
"""

RELATIONS = r"""
\equiv ≡ \prec ≺ \succ ≻ \sim ∼ \perp ⊥ \preceq ⪯ \succeq ⪰ \simeq ≃ \ll ≪ \gg ≫ \asymp ≍ \bowtie ⋈ \smile ⌣
\sqsubseteq ⊑ \sqsupseteq ⊒ \doteq ≐ \frown ⌢ \ni ∋ \propto ∝ \vdash ⊢ \dashv ⊣ \Leftarrow ⇐ \Rightarrow ⇒
\leftrightarrow ↔ \Leftrightarrow ⇔ \mapsto ↦ \nearrow ↗ \hookleftarrow ↩ \hookrightarrow ↪ \searrow ↘
\leftharpoonup ↼ \rightharpoonup ⇀ \swarrow ↙ \leftharpoondown ↽ \rightharpoondown ⇁ \nwarrow ↖ \rightleftharpoons ⇌
\nless ≮ \lneq ⪇ \lneqq ≨ \lnsim ⋦ \lnapprox ⪉ \nprec ⊀ \npreceq ⋠ \precnsim ⋨ \precnapprox ⪹ \nsim ≁ \nmid ∤
\nvdash ⊬ \ntriangleleft ⋪ \ntrianglelefteq ⋬ \subsetneq ⊊ \subsetneqq ⫋ \ngtr ≯ \gneq ⪈ \gneqq ≩ \gnsim ⋧ \gnapprox
⪊ \nsucc ⊁ \nsucceq ⋡ \succnsim ⋩ \succnapprox ⪺ \ncong ≆ \nparallel ∦ \nVDash ⊯ \ntriangleright ⋫ \ntrianglerighteq
⋭ \supsetneq ⊋ \supsetneqq ⫌ \nVdash ⊮ \precneqq ⪵ \succneqq ⪶ \nleftarrow ↚ \nrightarrow ↛ \nLeftarrow ⇍
\nRightarrow ⇏ \nleftrightarrow ↮ \nLeftrightarrow ⇎ \vartriangle △ \leqq ≦ \leqslant ⩽ \eqslantless ⪕ \lesssim ≲
\lessapprox ⪅ \approxeq ≊ \lll ⋘ \lessgtr ≶ \lesseqgtr ⋚ \lesseqqgtr ⪋ \doteqdot ≑ \risingdotseq ≓ \fallingdotseq ≒
\backsim ∽ \backsimeq ⋍ \subseteqq ⫅ \Subset ⋐ \sqsubset ⊏ \preccurlyeq ≼ \curlyeqprec ⋞ \precsim ≾ \precapprox ⪷
\vartriangleleft ⊲ \trianglelefteq ⊴ \vDash ⊨ \Vvdash ⊪ \smallsmile ⌣ \smallfrown ⌢ \bumpeq ≏ \Bumpeq ≎ \geqq ≧
\geqslant ⩾ \eqslantgtr ⪖ \gtrsim ≳ \gtrapprox ⪆ \ggg ⋙ \gtrless ≷ \gtreqless ⋛ \gtreqqless ⪌ \eqcirc ≖ \circeq ≗
\triangleq ≜ \supseteqq ⫆ \Supset ⋑ \sqsupset ⊐ \succcurlyeq ≽ \curlyeqsucc ⋟ \succsim ≿ \succapprox ⪸
\vartriangleright ⊳ \trianglerighteq ⊵ \Vdash ⊩ \between ≬ \pitchfork ⋔ \blacktriangleleft ◀ \therefore ∴
\backepsilon ∍ \blacktriangleright ▶ \because ∵ \eqsim ≂ \dashrightarrow ⇢ \dashleftarrow ⇠ \leftleftarrows ⇇
\leftrightarrows ⇆ \Lleftarrow ⇚ \twoheadleftarrow ↞ \leftarrowtail ↢ \looparrowleft ↫ \leftrightharpoons ⇋
\curvearrowleft ↶ \circlearrowleft ↺ \Lsh ↰ \upuparrows ⇈ \upharpoonleft ↿ \downharpoonleft ⇃ \origof ⊶ \imageof ⊷
\multimap ⊸ \leftrightsquigarrow ↭ \rightrightarrows ⇉ \rightleftarrows ⇄ \twoheadrightarrow ↠ \rightarrowtail ↣
\looparrowright ↬ \curvearrowright ↷ \circlearrowright ↻ \Rsh ↱ \downdownarrows ⇊ \upharpoonright ↾
\downharpoonright ⇂ \rightsquigarrow ⇝ \Rrightarrow ⇛ = = : : \approx ≈ \cong ≅ \geq ≥ \in ∈ \subset ⊂ \supset ⊃
\subseteq ⊆ \supseteq ⊇ \nsubseteq ⊈ \nsupseteq ⊉ \models ⊨ \leftarrow ← \leq ≤ \rightarrow → \ngeq ≱ \nleq ≰
\uparrow ↑ \Uparrow ⇑ \downarrow ↓ \Downarrow ⇓ \updownarrow ↕ \Updownarrow ⇕ \neq ≠ \notin ∉ \notni ∌ \coloneqq ≔
\eqqcolon ≕ \dblcolon ∷ < < > > \mapsfrom ↤ \nleqslant ≰ \ngeqslant ≱
"""

BINARIES = r"""
\mp ∓ \ominus ⊖ \uplus ⊎ \sqcap ⊓ \sqcup ⊔ \bigcirc ◯ \bullet ∙ \ddagger ‡ \wr ≀ \amalg ⨿ \unlhd ⊴ \unrhd ⊵ \lessdot
⋖ \gtrdot ⋗ \dotplus ∔ \Cap ⋒ \Cup ⋓ \doublebarwedge ⩞ \boxminus ⊟ \boxplus ⊞ \divideontimes ⋇ \ltimes ⋉ \rtimes ⋊
\leftthreetimes ⋋ \rightthreetimes ⋌ \curlywedge ⋏ \curlyvee ⋎ \circleddash ⊝ \circledast ⊛ \intercal ⊺ \boxtimes ⊠
* * + + - − \cdot ⋅ \circ ∘ \div ÷ \pm ± \times × \cap ∩ \cup ∪ \setminus ∖ \wedge ∧ \vee ∨ \barwedge ⊼ \veebar ⊻
\odot ⊙ \oplus ⊕ \otimes ⊗ \oslash ⊘ \circledcirc ⊚ \boxdot ⊡ \bigtriangleup △ \bigtriangledown ▽ \dagger † \diamond
⋄ \star ⋆ \triangleleft ◃ \triangleright ▹
"""

OPENINGS = r"""
\lmoustache ⎰ \lgroup ⟮ \langle ⟨ \{ { \lfloor ⌊ \lceil ⌈ ( ( [ [ \llbracket ⟦ \ulcorner ⌜ \llcorner ⌞
"""

CLOSINGS = r"""
\rmoustache ⎱ \rgroup ⟯ \rangle ⟩ \} } \rfloor ⌋ \rceil ⌉ ) ) ] ] \rrbracket ⟧ \urcorner ⌝ \lrcorner ⌟
"""

PUNCTUATION = r"""
, , ; ;
"""

BIG = r"""
\coprod ∐ \bigvee ⋁ \bigwedge ⋀ \biguplus ⨄ \bigcap ⋂ \bigcup ⋃ \int ∫ \iint ∬ \iiint ∭ \prod ∏ \sum ∑ \bigotimes ⨂
\bigoplus ⨁ \bigodot ⨀ \oint ∮ \oiint ∯ \oiiint ∰ \bigsqcup ⨆
"""

ORDINARY = r"""
\# # \& & \aleph ℵ \forall ∀ \hbar ℏ \exists ∃ \nabla ∇ \flat ♭ \natural ♮ \clubsuit ♣ \wp ℘ \sharp ♯ \diamondsuit ♢
\Re ℜ \heartsuit ♡ \Im ℑ \spadesuit ♠ \S § \P ¶ \triangledown ▽ \lozenge ◊ \circledS Ⓢ \circledR ® \measuredangle ∡
\nexists ∄ \mho ℧ \Finv Ⅎ \Game ⅁ \backprime ‵ \blacktriangle ▲ \blacktriangledown ▼ \blacksquare ■ \blacklozenge ⧫
\bigstar ★ \sphericalangle ∢ \complement ∁ \eth ð \diagup ╱ \diagdown ╲ \square □ \Diamond ◊ \yen ¥ \checkmark ✓
\neg ¬ \beth ℶ \daleth ℸ \gimel ℷ \$ $ \% % \_ _ \angle ∠ \infty ∞ \prime ′ \triangle △ \top ⊤ \emptyset ∅ \varnothing ∅
\surd √ \partial ∂ | | \| ‖ \degree ° \pounds £ \vdots ⋮ \cdots ⋯ \ldots … \ddots ⋱ \imath ı \jmath ȷ / / . . @ @ ?
? ! !
"""
