## draw on site
draw-onsite-source-superior = list of the level above
draw-onsite-source-organiser = given by the organiser
draw-onsite-source-inspected = given by the inspected place on the spot
draw-onsite-list-short = The list holds { $found }; according to { $source } there should be { $expected }: { $difference } missing.
draw-onsite-list-long = The list holds { $found }; according to { $source } there should be { $expected }: { $difference } too many.
draw-onsite-list-size = The list holds { $count } units; it must hold from 1 to { $limit }.
draw-onsite-expected-missing = Say how many there should be and according to what (a yearbook, the cover of the ledger).
draw-onsite-bad-name = The name is longer than { $limit } characters or has control characters.
draw-onsite-name-twice = "{ $name }" stands on line { $first } already. Add a place to tell units of the same name apart.
draw-onsite-sample = A sample of { $sample } is not from 1 to { $population }.
draw-onsite-id = The id of the draw is empty, longer than { $limit } characters, or has control characters.
draw-onsite-digits = The host names four digits, for example 4827.
draw-onsite-secret = The secret in the record is not 32 lower-case hex digits.
draw-onsite-differs = "{ $part }" differs from what repeating the draw gives: recorded { $found }, repeated { $expected }.
