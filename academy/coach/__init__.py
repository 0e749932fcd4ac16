"""Words about a take: every true sentence, and which of them to say.

    fact    one true sentence with its evidence
    facts   every fact of one score, from the parts below
    notes   which notes: missed, extra, doubled, on the wrong pad
    places  at which step of the pattern notes go missing or are added
    pulse   when: bias, steadiness, tempo, one pad against the rest
    groove  swing, and drift from the start of a take to its end
    touch   how loud: accents and evenness
    rules   the embedded coach: picks facts, adds encouragement and the next step
    summary the last takes together: what is stable, what changed, what to work on
    checker what no sentence about a take may do, whoever wrote it; words are the lists it looks in

All of it is pure and works on the score as JSON, as pages and the store keep it.
"""
