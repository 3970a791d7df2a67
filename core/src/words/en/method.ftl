# Talks, interviews, documents, site notes
method-role = { $role ->
    [school_head] head of the school
    [class_teacher] class teacher
    [teacher] teacher
    [students] students
    [parents] parents
    [community_head] head of the community
    [community_worker] community worker
    [grid_worker] grid worker
    [social_worker] social worker
    [volunteers] volunteers
    [police] community police
    [medical] medical staff
    [recovering] people in recovery
    [staff] staff
    [residents] residents
   *[other] other
}
method-people = { $people } people is not between 1 and { $most }; nothing was saved.
method-line-long = At most { $most } characters here; nothing was saved.
method-talk-time = A talk ends after it began, within 24 hours.
method-role-missing = For "other", write what they are (no names).
method-question-bad = A question needs words and 2 to { $most } different options.
method-questions-many = An interview has at most { $most } questions.
method-question-unknown = There is no such question or option; nothing was saved.
method-tally-over = { $sum } answers are more than the { $group } people there; nothing was saved. Check the number of people or the counts.
method-tally-nothing = You have counted nothing here that could be taken back.
method-draw-unknown = There is no such draw.
method-draw-done = This draw has a result and cannot be made again. To draw once more use the next number; this record stays.
method-draw-elsewhere = The commitment was not made on this phone: its secret is not here and cannot be revealed here.
method-draw-list-gone = The list this draw is from is not on this phone, so nothing can be drawn.
method-draw-list-other = The list does not hold as many units as were fixed with the commitment.
method-ledger-words = Say what the ledger is called and how its entries are numbered (for example in the order of registration).
method-ledger-unknown = There is no such check of a ledger.
method-ledger-not-drawn = Nothing is drawn of this ledger yet.
method-entry-complete = Complete
method-entry-lacking = Lacking
method-entry-contradictory = Contradictory
method-entry-not-drawn = Entry { $ordinal } was not drawn and nothing was saved. Only drawn entries are recorded.
method-title-missing = Write the document's title.
method-ledger-persons = A ledger about persons: the host turns its pages, only what must be there is checked, nothing is copied or photographed.
method-draw-attempt-open = committed, not revealed
method-draw-attempt-drawn = drawn
method-draw-attempt-not-here = revealed, the list is not here
method-draw-attempt-broken = what was revealed is not what was committed to; it counts for nothing
method-no-words = There are no words in it to redact.
method-draw-kind = { $kind ->
    [ledger] ledger
    [schools] schools
    [communities] communities
    [townships] townships
   *[other] { $kind }
}
