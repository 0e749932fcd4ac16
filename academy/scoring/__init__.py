"""How well: which hit answers which onset, and what that says about the playing.

    constants   one frozen, versioned table; every stored score names its version
    costs       what a match, a wrong pad, a miss and an extra cost (2.1 of the note on scoring)
    assignment  the cheapest set of pairs, exact, without any library
    rebounds    bounces and grace notes, by gap and softness
    alignment   which hit answers which onset, under competing explanations
    score       components, guards and words for one take
    judgement   hit windows and the live judge that the page mirrors
    calibration latency with its uncertainty, or a refusal

Everything here is pure: a score depends on target, take, latency, mode, level and constants only.
"""
