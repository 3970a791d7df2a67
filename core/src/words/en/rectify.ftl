# Rectification
rectify-unclaimed = unclaimed
rectify-in-progress = in progress
rectify-close-requested = close requested
rectify-returned = returned
rectify-contested = contested
rectify-fixed-on-site = fixed on site
rectify-closed = closed
rectify-immediate = at once
rectify-dated = by a day
rectify-standing = standing
rectify-tier-watch = watched
rectify-tier-warned = warned
rectify-tier-listed = listed
rectify-tier-follow-up = follow-up
rectify-supervision = supervision
rectify-interview = interview
rectify-order = order
rectify-step = An item that is “{ $state ->
    [unclaimed] unclaimed
    [in_progress] in progress
    [close_requested] close requested
    [returned] returned
    [contested] contested
    [fixed_on_site] fixed on site
   *[closed] closed
}” cannot be taken that way. See what was done: crosscheck rectify show NUMBER.
rectify-number-missing = There is no number: rows that were added are not taken; merged cells must be split first.
rectify-number-unknown = The list has no number { $number }.
rectify-number-twice = Number { $number } stands twice.
rectify-hash-other = Number { $number } was changed after it was sent: fill in a list exported anew.
rectify-cell-closed = Column “{ $column }” may not be changed; put its text back.
rectify-column-other = There is one column too many, “{ $column }”; take it out.
rectify-day-bad = “{ $text }” is no day; write it as 2017-06-30.
rectify-rating-bad = “{ $text }” is no rating; choose one of { $choices }.
rectify-text-long = A cell holds { $most } characters at most.
rectify-objection-bare = An objection says why, in column 进展.
rectify-item-unknown = There is no such item.
rectify-two-decisions = Two decisions about this item differ; compare them first.
rectify-standing-day = A standing item has no day.
rectify-day-missing = Say by which day.
rectify-approver-missing = Say which post approved the extension.
rectify-extend-closed = A closed item cannot be extended.
rectify-extend-day = The new day must be later than the old one; an item without a day cannot be extended.
rectify-reply-closed = Number { $number } is closed and takes no new answer; return it first to open it again.
rectify-document-missing = Give the number of the document it rests on.
rectify-place-not-listed = { $unit } is not listed; import the list first.
rectify-unit-bad = Unit “{ $unit }” is empty or stands twice.
rectify-tier-bad = “{ $text }” is no tier: watch, warned, listed or follow_up.
rectify-day-kind-bad = “{ $text }” is no kind: 休 (off) or 班 (worked).
