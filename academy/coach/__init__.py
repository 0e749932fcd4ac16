"""Words about a take: every true sentence, and which of them to say.

    fact    one true sentence with its evidence
    facts   every fact of one score, from the parts below
    notes   which notes: missed, extra, doubled, on the wrong pad
    pulse   when: bias, steadiness, tempo, one pad against the rest
    touch   how loud: accents and evenness
    rules   the embedded coach: picks facts, gives the headline and the next step

All of it is pure and works on the score as JSON, as pages and the store keep it.
"""
