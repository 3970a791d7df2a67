## Summary report, outline, ledgers, lists, feedback, consolidated report
documents-unnamed = a { $kind } in { $province }
documents-times = { $name } ({ $count } places)
documents-evidence = { $kind ->
    [photo] photo { $number }
    [ledger] ledger { $number }
   *[interview] interview { $number }
}
documents-programme-none = Without an indicator
documents-counts-share = { $counts } ({ $share })
documents-trend = now { $now }, before { $base }
documents-sampled = of { $population } looked at { $sample }, { $hits } comply
documents-stop = {". "}
documents-areas-none = (zone not known)
documents-campaign = cross-inspection
documents-draft-mark = (draft made from the records; not to be issued before review)

documents-summary-title = Summary report of { $group }
    on the cross-inspection of { $areas }
documents-overall = Overall
documents-practices = Results and practices
documents-problems = Main problems
documents-provinces = By province
documents-suggestions = Suggestions
documents-opening-basis = {""}On the basis of { $basis },{" "}
documents-no-basis = {""}(Basis missing: the campaign has no checklist.){" "}
documents-opening-days = {""}from { $days },{" "}
documents-no-days = {""}(days missing: nothing was recorded){" "}
documents-opening-what = { $group } went to { $areas } for { $campaign }.{" "}
documents-no-people = (People missing: the campaign has no roster.)
documents-people = The group has { $people } people:{" "}
documents-role = { $role ->
    [leader] { $count } leader
    [member] { $count } members
    [ministry] { $count } of ministries
    [expert] { $count } experts
    [media] { $count } of the media
   *[none] { $count } whose role the roster does not say
}
documents-leader-unit = {""}; the leader comes from { $unit }
documents-no-sites = No site was opened; there is nothing to report.
documents-volume-begin = { $sites } sites in { $counties } counties of { $provinces } provinces were visited:{" "}
documents-volume-townships = { $townships } townships
documents-volume-schools = { $schools } schools
documents-volume-communities = { $communities } communities
documents-volume-others = { $others } other units
documents-volume-methods = Held:{" "}
documents-volume-talks = { $talks } talks ({ $people } people)
documents-volume-ledgers = { $ledgers } ledgers checked ({ $people } entries)
documents-volume-interviews = { $interviews } interviews ({ $people } people)
documents-volume-documents = { $documents } documents seen
documents-volume-photos = { $photos } photos taken
documents-volume-no-methods = No talks, ledgers, interviews, documents or photos are recorded.{" "}
documents-volume-chosen = Of the sites:{" "}
documents-volume-main = { $main } drawn
documents-volume-reserve = { $reserve } reserves
documents-volume-designated = { $designated } designated
documents-volume-undrawn = { $undrawn } added on the way
documents-unsigned = { $unsigned } of them are not signed yet.
documents-no-answers = No answers; there is nothing to report overall.
documents-asked = { $indicators } indicators were checked { $answered } times.{" "}
documents-judged = Of { $judged } that can be judged, { $met } are met ({ $rate }), { $notmet } not met, { $tocheck } to be checked.{" "}
documents-beside = { $recorded } are recorded only, { $exempt } do not apply.{" "}
documents-undecided = { $differing } have two answers the leader has not decided on; they are not counted.{" "}
documents-unanswered = { $unanswered } were not looked at.
documents-bar = { $met }/{ $judged } ({ $rate })
documents-met = “{ $requirement }”: looked at { $judged }, met at { $met } ({ $rate }).{" "}
documents-practice = { $site }: { $fact }
documents-practice-more = {" "}({ $actual })
documents-no-practices = No practices are recorded.
documents-not-met = “{ $requirement }”: looked at { $judged }, not met at { $many }, { $notmet } ({ $rate })
documents-not-met-few = “{ $requirement }”: looked at { $judged }, not met at { $notmet }
documents-also-to-check = {""}, { $tocheck } to be checked
documents-sites = {""}: { $sites }
documents-more-indicators = { $more } more indicators are not met somewhere, see Annex 1.
documents-more-findings = { $more } more findings, see Annex 2.
documents-finding = { $site }: { $fact }.{" "}
documents-should = Required: { $should }
documents-basis = {" "}(basis: { $basis })
documents-actual = Found: { $actual }
documents-number = (No. { $number }; evidence: { $evidence })
documents-no-evidence = (No. { $number }; no evidence linked)
documents-differs = {" "}[two versions stand; the leader decides]
documents-no-problems = No findings are recorded.
documents-province-unknown = Province unknown
documents-province-volume = { $sites } sites in { $counties } counties were visited.{" "}
documents-province-unjudged = No answer can be judged.{" "}
documents-province-notes = { $findings } findings ({ $graver } serious or worse, { $fixed } mended on site), { $practices } practices.
documents-to-places = To the places
documents-to-office = To the organiser
documents-no-open-findings = Nothing is left to mend; nothing is suggested.
documents-suggest-places = For the { $open } findings not mended yet ({ $dated } with a deadline), draw up a rectification list with responsible posts, measures and deadlines, and close them one by one.
documents-suggestion = Suggestion: { $fact } ({ $site }).
documents-difficulty = Difficulty reported: { $fact } ({ $site }).
documents-no-suggestions = No difficulties or suggestions are recorded.
documents-said = { $fact }.
documents-gate = { $gate ->
    [drafter] Drafter
    [meeting] Group meeting
    [leader] Leader
   *[office] Office
}
documents-gate-looks = { $gate ->
    [drafter] numbers and sources
    [meeting] every case
    [leader] views and suggestions
   *[office] definitions and basis
}

documents-annex-items = Indicators checked
documents-annex-findings = Findings
documents-annex-sites = Sites visited
documents-annex-differences = Self-reported and found
documents-annex-matrix = Indicators by province
documents-annex-pack = { $document }
documents-released = Reserve { $reserve } stands in for { $unit }: { $reason }.
documents-none-released = No reserve was released.
documents-no-differences = Nothing self-reported differs from what was found, or nothing was self-reported.

documents-item = Item
documents-indicator = Indicator
documents-requirement = Requirement
documents-looked = Checked
documents-met-short = Met
documents-not-met-short = Not met
documents-to-check-short = To check
documents-recorded-short = Recorded
documents-share = Share met
documents-order = No.
documents-site = Site
documents-kind = Kind
documents-how-chosen = How chosen
documents-lists = List from
documents-days = Days
documents-signature = Signed
documents-signed = signed
documents-not-signed = not signed
documents-reported = Self-reported
documents-found = Found
documents-chosen = { $chosen ->
    [main] drawn
    [reserve] reserve
    [designated] designated
   *[undrawn] added on the way
}
documents-group = Group
documents-areas = Areas
documents-sites-short = Sites
documents-findings-short = Findings

documents-ledger-title = Findings ledger
documents-ledger-name = Findings
documents-number-short = Number
documents-programme = Programme
documents-level = Level
documents-province = Province
documents-basis-short = Basis
documents-should-short = Required
documents-fact = Finding
documents-actual-short = Found
documents-severity = Severity
documents-evidence-short = Evidence
documents-members = Recorded by
documents-reply = Reply
documents-reply-words = Words of the place
documents-fixed = Mended on site
documents-deadline = Deadline
documents-yes = yes
documents-no = no
documents-not-fed-back = not fed back

documents-rectification-title = Rectification list { $province }
documents-rectification-name = Rectification

documents-outline-title = Talking points of { $group }
    on the cross-inspection of { $areas }
documents-outline-done = What was done
documents-problem-count = { $findings } findings are recorded, { $graver } serious or worse; { $indicators } indicators are not met somewhere.
documents-feedback-title = Feedback on the cross-inspection of { $province }
documents-feedback-to = To the office of { $province }: what the cross-inspection found is fed back as follows.
documents-feedback-basic = What was seen
documents-feedback-problems = Main problems
documents-feedback-demands = What is asked
documents-feedback-list = By the attached rectification list, name responsible posts, measures and deadlines one by one: { $findings } findings, { $fixed } of them mended on site.{" "}
documents-feedback-dated = { $dated } findings have a deadline.{" "}
documents-feedback-no-deadline = Deadlines of the others and the day of the report are set by the organiser: ____-__-__.
documents-on-site-title = { $group }: feedback on site
documents-on-site = { $fact }. The place: { $reply }.{" "}
documents-on-site-fixed = Mended on site.
documents-consolidated-title = Consolidated report of { $campaign }
documents-groups = { $groups } groups.{" "}
documents-by-group = By group
documents-notes = The groups recorded { $findings } findings, { $practices } practices and { $difficulties } difficulties or suggestions.
documents-matrix-how = Cells show “met/judged” and the share; where nothing is judged, how often it was recorded; an empty cell was not looked at. Provinces stand in the order of their codes and are not ranked.
documents-matrix-name = By province { $part }
documents-matrix-recorded = { $recorded } recorded

documents-in-provinces = , in { $provinces }
documents-more-practices = { $more } more practices stand in the groups' reports.
documents-more-suggestions = { $more } more difficulties and suggestions stand in the groups' reports.
documents-left-practices = { $more } more practices are not told here; they stand in the group's records.
documents-left-suggestions = { $more } more difficulties and suggestions are not told here; they stand in the group's records.
documents-programme-findings = The groups recorded { $findings } findings, { $grave } of them grave and { $serious } serious; { $fixed } were mended on site.
documents-annex-estimates = Estimates from the counties drawn
documents-no-certificate = No certificate of the draw of counties was given; nothing is estimated.
documents-no-estimates = The counties drawn have nothing decided yet to estimate from.
documents-estimates-how = Only indicators asked of the drawn unit itself are estimated, weighted by the certificate of the draw; units drawn and not looked at, to be checked or with two answers are taken to be like those decided in their stratum. Designated places take no part.
documents-estimate-none = In some stratum no drawn unit is decided, or none is concerned: not estimated.
documents-estimate-not-plain = “{ $title }” was drawn by size or in stages and is not estimated here.
documents-drawn-short = Drawn
documents-decided-short = Decided
documents-estimate-short = Estimate
documents-actual-data = Data
documents-nature = Nature
documents-shared = shared
documents-single = single
documents-soft = soft
documents-hard = firm
documents-lead-unit = Leading unit
documents-responsible = Units responsible
documents-annex-interviews = Interviews
documents-no-interviews = No interview is recorded.
documents-interviews-how = Added up by county and role; where one site alone was asked in a county, no numbers are told.
documents-county = County
documents-role-asked = Role
documents-question = Question
documents-option = Answer
documents-people-short = People
documents-not-told = not told
documents-annex-pictures = Photos
documents-picture = Photo { $number }: { $what }
documents-picture-none = Photo { $number } is not shown: { $why }
documents-refusal = Refused or hindered: { $site }, { $fact } ({ $number }).
documents-no-refusals = No refusal is recorded.
documents-no-group = This is no group of yours; there is nothing to draft from.
documents-too-long = { $text } characters of text, more than { $limit }.
documents-in-doubt = In paragraph { $key } the number { $typed }, typed by hand, does not agree with the data; now: { $now }
