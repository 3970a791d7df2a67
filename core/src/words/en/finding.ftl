# Findings, practices, difficulties, sign-off
finding-ordinary = ordinary
finding-serious = serious
finding-grave = grave
finding-accepted = accepted
finding-explained = explained
finding-objected = objected
finding-text-empty = Say what was found; nothing was saved.
finding-code-bad = The indicator or level is empty or too long; nothing was saved.
finding-side-bad = This does not belong to such a record; nothing was saved.
finding-reply-words = Please give the place's explanation or objection in words.
finding-visit-empty = Nothing has been recorded at this visit yet, so it cannot be signed.
finding-code-unknown = Code { $code } is no signature of this visit; compare it with the paper.
