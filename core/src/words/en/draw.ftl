## The draw: frames, plans, rolls, certificates

## Frames
draw-id-empty = The id is empty. Fill it in or delete the row.
draw-id-numeric = The workbook stores the id "{ $id }" as a number, so leading zeros may be lost. Make the column text and fill it in again.
draw-id-too-long = The id has { $length } characters, the limit is { $limit }.
draw-id-control = The id holds invisible control characters, such as a tab or a line end. Type it again.
draw-id-twice = The id "{ $id }" already stands in row { $row }.
draw-cell-padded = "{ $value }" begins or ends with white space and would be taken for another value. Remove the space.
draw-stratum-unnamed = The value that makes the stratum is empty. Fill it in, or exclude the row by a rule with its reason.
draw-stratum-ambiguous = The values of different strata both read "{ $label }" once joined. Change the "/" in them.
draw-measure-bad = The size "{ $value }" is not a positive whole number (at most 18 digits, no commas, no point).

## Keys of a plan
draw-key-missing = { $key } is missing.
draw-key-unknown = { $key } is unknown. Check its spelling or delete it.
draw-key-text = { $key } must be one line of text, not empty, of at most { $limit } characters.
draw-key-list = { $key } must be a list in square brackets.
draw-key-list-of = { $value } in { $key } is empty, there twice, or no text.
draw-key-count = { $key } must be a whole number from { $least } to { $most }.
draw-key-flag = { $key } must be true or false.
draw-key-choice = { $key } cannot be { $value }; it can be: { $allowed }.
draw-key-table = { $key } must be keys and values in braces.
draw-size-one-of = { $key }: give either total or per_stratum.
draw-reserves-one-of = { $key }: with strata give per_stratum; without strata give either per_stratum or total.
draw-rule-one-of = { $key }: give either equals or starts_with.
draw-measure-missing = { $key }: a design by size (pps) needs the column of the size.
draw-measure-protected = { $key }: column "{ $column }" counts protected persons and cannot be a size measure.
draw-total-with-strata = { $key }: with strata, a systematic design or one by size cannot share out a total. Say per_stratum, or no strata.
draw-seed-scope-without-strata = { $key }: there are no strata that could have seeds of their own.
draw-parent-incomplete = { $key }: a stage names both parent (the certificate before it) and unit (where it draws).

## Freezing
draw-population-empty = No unit is left after exclusion and designation.
draw-stratum-empty = Stratum "{ $label }" has no unit to draw ({ $designated } are designated). Exclude the whole stratum or designate fewer.
draw-total-above-population = { $total } are to be drawn, but there are only { $population }.
draw-total-below-minimum = { $total } are to be drawn, too few for { $strata } strata of at least { $minimum } each ({ $least } in all).
draw-minimum-above-stratum = At least { $minimum } of each stratum are asked for, but stratum "{ $label }" has only { $population }.
draw-parent-needed = This plan is a stage and needs the certificate of the stage before it.
draw-parent-unit = The certificate before it did not draw, designate or release "{ $unit }", so nothing can be drawn there.
draw-dialect = The draw is in dialect "{ $found }"; this program knows only "{ $known }".
draw-plan-not-frozen = The file is not byte for byte what was frozen, so its hash is not the commitment. Use the file that freezing wrote.

## The roll
draw-seed-digits = A seed has { $least } to { $most } digits; this one has { $length } characters.
draw-rollers-digits = The digits of the rollers together are "{ $digits }", which is not the seed.
draw-text-bad =
    { $what ->
        [reason] The reason
        [evidence] The evidence
       *[unit] A unit or place
    } must be one line of text, not empty, of at most { $limit } characters.
draw-time-bad = "{ $time }" is not a readable time. Write it like 2026-11-21 09:30 (Beijing time) or 2026-11-21T09:30:00+08:00.
draw-roll-whole = The plan has one seed for the whole draw, so no stratum can be named.
draw-roll-stratum-needed = In this plan each stratum has its own seed. Name the stratum you roll for: { $strata }.
draw-roll-stratum-unknown = There is no stratum "{ $label }". There are: { $strata }.
draw-other-plan = The certificate that is there belongs to another plan and is not overwritten. Choose another file name.
draw-already-rolled = "{ $label }" has been rolled and is not rolled again. If it must be, first declare that roll void, with the reason.
draw-void-no-roll = There is no such roll to declare void. Rolled so far: { $rolled }.
draw-certificate-too-large = The certificate has { $size } bytes, the limit is { $limit }. Draw fewer units or split the plan.

## Releases
draw-release-refusal = A refusal is a finding and releases nothing: record it, and leave the reserve alone.
draw-reason = { $reason ->
    [merged] merged
    [closed] closed
    [not_in_scope] not in scope
    [holiday] holiday
    [disaster] disaster
   *[road] road
}
draw-release-reason = The plan does not name the reason "{ $reason }". It names: { $named }.
draw-release-not-drawn = "{ $unit }" is neither a main unit nor a released reserve.
draw-release-designated = "{ $unit }" is designated and has no reserve.
draw-release-twice = "{ $unit }" has already been replaced by "{ $reserve }".
draw-release-none-left = Stratum "{ $label }" has no reserve left for "{ $unit }".
draw-release-authority = A reserve is released by the leader, or by two members from different units.

## Verification
draw-verify-commitment = The commitment differs: the certificate says { $found }, its plan gives { $computed }. Plan or commitment was changed.
draw-verify-published = The published commitment differs: published was { $published }, the certificate's plan gives { $computed }.
draw-verify-frame = This is not the frame that was frozen: then { $frozen_rows } rows, hash { $frozen }; now { $rows } rows, hash { $found }.
draw-verify-sizes = The sizes of the strata differ: the plan says "{ $found }", the frame gives "{ $computed }".
draw-verify-rows = The rows of stratum "{ $label }" differ from the frame's.
draw-verify-salt = Seed, nonce and published salted hash of "{ $label }" do not belong together.
draw-verify-unit =
    Stratum "{ $label }": the { $field ->
        [unit] id
        [stratum] stratum
        [role] role
        [rank] rank
        [name] name
        [ticket] ticket
        [probability] probability
        [weight] weight
       *[within] probability of this stage
    } of unit { $position } of the certificate is "{ $found }"; drawn again it is "{ $computed }".
draw-verify-release = Release { $number } (of "{ $unit }") should have released "{ $why }"; the certificate names another.
draw-verify-no-stage = A parent certificate was given, but this certificate is no stage.
draw-verify-parent = The parent certificate no longer says of "{ $unit }" what it said when the plan was frozen.
draw-verify-seal = The content of the certificate was changed: it ends with { $found }, its content gives { $computed }.
draw-verify-layout = The layout of the certificate was changed from line { $line } on (its content was not).

## The record of a draw
draw-record-title = Record of a draw
draw-record-plan = 1. The plan
draw-record-ceremony = Ceremony: { $ceremony }.
draw-record-design =
    Design: { $design ->
        [srs] simple random sampling
        [stratified] stratified random sampling
        [systematic] systematic sampling
        [pps-systematic] systematic sampling by size
       *[pareto-pps] Pareto sampling by size
    }. { $population } units in { $strata } strata, { $size }; { $drawn } drawn in all.
draw-record-per-stratum = { $count } of each stratum (all of a smaller one)
draw-record-shared = { $total } in all, in proportion to the strata, at least { $minimum } of each
draw-record-total = { $total } in all
draw-record-frame = Frame: { $file }, { $rows } rows. Frame hash (SHA-256):
draw-record-commitment = Commitment (SHA-256 of the frozen plan, published before the roll):
draw-record-stage = A stage within "{ $unit }", which the stage before it chose; probabilities are those of all stages multiplied. Commitment of the stage before it:
draw-record-excluded =
    Excluded: units whose "{ $column }" { $how ->
        [equals] is
       *[starts] begins with
    } "{ $value }". Reason: { $reason }.
draw-record-designated =
    Designated: units whose "{ $column }" { $how ->
        [equals] is
       *[starts] begins with
    } "{ $value }"; visited, outside every estimate. Reason: { $reason }.
draw-record-strata = The strata:
draw-record-rolls = 2. The roll
draw-record-no-rolls = Not rolled yet.
draw-record-field =
    { $field ->
        [stratum] For
        [time] Time
        [place] Place
        [rollers] Rolled by
        [seed] Seed
       *[salted] SHA-256 of seed and nonce (published at the roll)
    }
draw-record-time =
    { $year }-{ $month }-{ $day } { $clock }{ $zone ->
        [beijing] {""}
       *[other] {" "}({ $zone })
    }
draw-record-result = 3. The result
draw-record-not-rolled = { $count } strata are not drawn yet: { $strata }.
draw-record-targets = The probabilities of Pareto sampling are targets.
draw-record-role =
    { $role ->
        [main] main
        [reserve] reserve
       *[designated] designated
    }
draw-record-column =
    { $column ->
        [stratum] Stratum
        [rows] Rows
        [excluded] Excluded
        [designated] Designated
        [population] N
        [drawn] n
        [reserves] Reserves
        [rank] Rank
        [role] Role
        [unit] Unit
        [name] Name
        [ticket] Ticket (12 digits)
        [probability] Probability
        [signer] In the capacity of
        [signing-unit] Unit
        [signature] Signature
       *[date] Date
    }
draw-record-changes = 4. Releases and void rolls
draw-record-no-changes = None.
draw-record-release =
    "{ $unit }" cannot be visited ({ $reason ->
        [merged] merged
        [closed] closed
        [not_in_scope] not in scope
        [holiday] holiday
        [disaster] disaster
       *[road] road
    }); reserve "{ $reserve }" takes its place. Evidence: { $evidence }. Decided by: { $by }. Time: { $time }.
draw-record-leader = leader ({ $unit })
draw-record-member = member ({ $unit })
draw-record-void = Void roll: for { $stratum }, reason: { $reason }, declared: { $time }, { $releases } releases under it. Seed:
draw-record-repeat = 5. Publication and verification
draw-record-public = This draw is announced at once: commitment, seed and certificate may be published.
draw-record-private = This draw is not announced at once. Until the round closes only the commitment of part 1 and the SHA-256 of each seed with its nonce in part 2 may be published; the seeds, the result, the certificate and the rest of this record stay private and are opened together when the round has closed.
draw-record-how = Whoever has the frame and the certificate can compute the result again and compare it.
draw-record-file = Seal of the certificate (SHA-256):
draw-record-signatures = 6. Signatures
draw-record-host = Host (organiser)
draw-record-roller = Roller
draw-record-witness = Witness
draw-record-clerk = Clerk
