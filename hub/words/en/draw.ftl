## crosscheck draw
help-draw = Freeze a plan, roll a draw, verify and show its certificate
help-draw-freeze = Freeze a plan over its frame and print the commitment
help-draw-freeze--plan = The plan (TOML)
help-draw-roll = Turn rolled digits into a certificate, and print what may be published
help-draw-roll--plan = The frozen plan (plan.json)
help-draw-roll--seed = The digits rolled, 24 to 40
help-draw-roll--stratum = The stratum rolled for, where each has its own seed
help-draw-roll--frame = The frame, where it no longer lies where the plan says
help-draw-roll--roller = Who rolled which digits, in order: UNIT=DIGITS, once for each
help-draw-roll--time = When it was rolled, RFC 3339; now if left out
help-draw-roll--place = Where it was rolled
help-draw-show = Show who was drawn
help-draw-show--certificate = The certificate
help-draw-verify = Compute a certificate again from its frame and name the first thing that differs
help-draw-verify--certificate = The certificate
help-draw-verify--frame = The frame it was drawn from
help-draw-verify--commitment = The commitment that was published, to be compared as well
help-draw-verify--parent = For a stage: the certificate of the stage before it
help-draw-record = Write the record of the draw (DOCX), to be signed on paper
help-draw-record--certificate = The certificate
help-draw-size = Say how many to check, or what checking so many can promise
help-draw-size--population = How many units there are
help-draw-size--defects = How many of them are supposed to be defective
help-draw-size--risk = The chance of missing them all that is accepted, such as 0.05
help-draw-size--sample = Instead of a risk: how many are checked
help-draw-release = Let the next reserve take the place of a unit that cannot be visited
help-draw-release--certificate = The certificate, which grows by the release
help-draw-release--unit = The unit that cannot be visited
help-draw-release--reason = Why: merged, closed, not_in_scope, holiday, disaster or road
help-draw-release--evidence = What shows it: a document, a notice, a photograph
help-draw-release--leader = The unit of the leader who decided
help-draw-release--member = The unit of a member who decided; two are needed without the leader
help-draw-release--time = When it was decided, RFC 3339; now if left out
help-draw-void = Declare a roll void; it stays on record
help-draw-void--certificate = The certificate, in which the roll stays on record
help-draw-void--stratum = The stratum, where each has its own seed
help-draw-void--reason = Why the roll is void
help-draw-void--time = When it was declared void, RFC 3339; now if left out
example-draw-freeze = crosscheck draw freeze PLAN.toml --out plan.json
example-draw-roll =
    crosscheck draw roll plan.json --seed 482917305561028374659120 --out certificate.json
    crosscheck draw roll plan.json --seed 482917305561028374659120 --stratum A --roller "Office of A=482917305561" --roller "Group B=028374659120" --out certificate.json
example-draw-show = crosscheck draw show certificate.json --format csv
example-draw-verify = crosscheck draw verify certificate.json --frame counties.csv
example-draw-record = crosscheck draw record certificate.json --out record.docx
example-draw-size =
    crosscheck draw size --population 37 --defects 7 --risk 0.05
    crosscheck draw size --population 37 --defects 7 --sample 5
example-draw-release = crosscheck draw release certificate.json --unit 010600 --reason merged --evidence "merger notice, photo 3" --leader "Group B"
example-draw-void = crosscheck draw void certificate.json --reason "a die fell off the table and was not seen"

draw-frame-not-found = The plan's frame is not at { $path }. Put it there, or name it with --frame.
draw-size-risk-unreadable = "{ $value }" is no risk; write a decimal such as 0.05.
draw-roller-bad = "{ $value }" should read UNIT=DIGITS.
draw-progress-freeze = Freezing
draw-progress-roll = Drawing
draw-progress-verify = Verifying
draw-freeze-summary = The frame has { $rows } rows, { $population } units to draw from in { $strata } strata; { $drawn } will be drawn, { $reserves } in reserve.
draw-freeze-excluded = Excluded { $count }: { $reason }
draw-freeze-designated = Designated { $count }: { $reason }
draw-freeze-next = Written to { $file }. Publish the commitment before the roll; plan and frame must not change from now on.
draw-roll-private = The certificate is in { $file } and holds the seed: keep it private until the round closes. The lines above may be published.
draw-roll-announced = The certificate is in { $file } and may be published as well.
draw-roll-left = { $count } strata are not drawn yet.
draw-show-heading = { $title } (ceremony { $ceremony })
draw-show-column =
    { $column ->
        [stratum] stratum
        [rank] rank
        [role] role
        [unit] unit
        [name] name
        [ticket] ticket
        [probability] probability
        [weight] weight
       *[note] note
    }
draw-show-role =
    { $role ->
        [main] main
        [reserve] reserve
       *[designated] designated
    }
draw-show-not-rolled = Not drawn yet ({ $count }): { $strata }
draw-show-no-note = { "" }
draw-show-replaced =
    { $reason ->
        [merged] merged
        [closed] closed
        [not_in_scope] not in scope
        [holiday] holiday
        [disaster] disaster
       *[road] road
    }, replaced by { $reserve }
draw-show-released = takes the place of { $unit }
draw-show-void = { $count } void rolls are on record in the certificate.
draw-verify-agrees = Verified: drawn again from { $rows } rows, the { $rolled } rolled of { $strata } strata and all { $units } units of the certificate agree.
draw-verify-compare = Compare the commitment above with the one published before the roll, or give it with --commitment.
draw-verify-parent-open = This is a stage; the stage before it was not checked. Give its certificate with --parent.
draw-verify-differs = Not verified. The first thing that differs:
draw-record-written = The record is in { $file }; print it and have it signed.
draw-release-done = Reserve { $reserve } is released and on record.
draw-void-done = The roll is void and on record ({ $count } in all). It can be rolled again.
