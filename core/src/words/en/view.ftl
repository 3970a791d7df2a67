# The screens
view-no-indicator = The checklist has no indicator { $indicator }.
view-next-open = Next: open a site and begin
view-next-differing = Next: an indicator has two answers; look at it together
view-next-finish = Next: go on with a site that is not finished
view-next-sign = Next: everything is answered; sign before leaving
view-next-nothing = Every site that was opened is signed
view-unsent-none = Nothing waits to be sealed
view-unsent = { $count } records are not sealed yet and lie on this device only
view-copies-others = from other devices
view-not-removable = { $count } records written here have no copy elsewhere yet, so they cannot be removed
view-notice-collected = Recorded are sites, answers, findings, practices and what was gathered on site.
view-notice-not-collected = Not recorded are names, identity numbers, telephones or addresses of anybody inspected or interviewed, nor where inspectors go; nobody checks in and nobody is ranked.
view-notice-secret = Nothing classified may be entered.
view-rule-light = Travel light, burden nobody, disturb no normal work.
view-rule-no-names = About drug users, people in recovery and minors only the required parts and numbers are checked; no identity is copied, no face photographed.
view-rule-no-promise = Take no position on the result and promise nothing; feedback on site states facts and their basis.
view-not-removable-photos = { $count } photos wait to be masked and are here alone. Mask them, mark them as without a face or redact them before removing
view-visit-opened = opened
view-visit-running = running
view-visit-answered = answered
view-visit-signed = signed
view-answer-plain = { $words }
view-answer-self-reported = self-reported
view-answer-as-of = as of { $date }
view-answer-from-paper = copied from paper
view-answer-trend = now { $now }, base { $base }
view-answer-sampled = { $population } in all, { $sample } looked at, { $hits } of them so
view-answer-not-applicable = not applicable: { $reason }
view-answer-exempt = not applicable
view-stream-visit = { $place }
view-stream-group = The group’s plan ({ $group })
view-stream-campaign = The campaign itself
view-role = { $role ->
    [organiser] organiser
    [leader] leader
    [member] member
    [expert] expert
    [media] media
   *[hub] hub
}
view-chosen = { $chosen ->
    [main] drawn
    [reserve] reserve
    [designated] designated
   *[undrawn] not drawn
}
# Before leaving: what is not finished
leaving-talk = Talk
leaving-ledger = Ledger "{ $name }"
leaving-document = Document "{ $name }"
leaving-finding = Finding "{ $name }"
leaving-draw = Draw on site ({ $kind ->
    [ledger] ledger
    [schools] schools
    [communities] communities
    [townships] townships
   *[other] { $kind }
}, number { $ordinal })
leaving-differs = two answers, not decided yet
leaving-interview-unasked = no question yet
leaving-interview-uncounted = { $count } questions have no count yet
leaving-interview-over = { $answered } answers are more than the { $group } people there
leaving-ledger-undrawn = nothing is drawn yet
leaving-ledger-open = { $count } drawn entries nobody looked at, or with two verdicts
leaving-draw-unrevealed = the commitment was shown and nothing is revealed yet
leaving-draw-undecided = two draws are said to count, not decided yet
leaving-finding-not-fed-back = not fed back, the place has not answered
