# What an inspector does
field-number-large = The number is too large to be recorded.
field-number-long = The document number is too long; nothing was saved.
field-answer-form = The answer is not of the form indicator { $indicator } asks for; nothing was saved.
field-visit-closed = This visit is signed off; reopen it before changing anything.
field-not-self-reported = Only what the place says of itself is recorded here.
field-fact-long = The name or value of the condition is empty or too long; nothing was saved.
field-unit-bad = The unit's id is empty or not allowed; nothing was saved.
field-name-missing = Please give the site's name.
field-kind-unknown = Unknown kind of site: { $kind }.
field-packs-missing = Choose at least one checklist.
field-reason-missing = A designated site or one that was not drawn needs a reason.
field-no-group = This device is in no group and cannot open visits.
field-round-leader = A re-inspection is opened by the leader; rounds count from 1.
