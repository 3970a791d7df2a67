/// Something a screen says: the core's own sentence, or a word of the app by its name in the string catalog.
public indirect enum Told: Equatable {
    case sentence(String)
    /// With what stands in the places of its pattern, in their order.
    case word(Word, [String] = [])
    /// One under the other.
    case lines([Told])
    /// Beside each other, with a dot between.
    case between([Told])
}

/// The app's words that a model chooses. The rest stand in the views by the same names.
public enum Word: String, CaseIterable {
    case broken, busy, save, reason, note, count, now, base, numerator, denominator, answer
    case joinAsking = "join_asking"
    case joinIsACard = "join_is_a_card"
    case selfRecordHow = "self_record_how"
    case numberMissing = "number_missing"
    case asOf = "as_of"
    case documentNumber = "document_number"
    case documentDate = "document_date"
    case doneDate = "done_date"
    case samplePopulation = "sample_population"
    case sampleLookedAt = "sample_looked_at"
    case sampleHits = "sample_hits"
    case notApplicable = "verdict_not_applicable"
    case met = "verdict_met"
    case notMet = "verdict_not_met"
    case toCheck = "verdict_to_check"
    case recorded = "verdict_recorded"
    case unanswered = "verdict_unanswered"
    case twoAnswers = "two_answers"
    case filterAll = "filter_all"
    case filterUnanswered = "filter_unanswered"
    case peopleMissing = "people_missing"
    case interviewMissing = "interview_missing"
    case ledgerPersonsMissing = "ledger_persons_missing"
    case onSiteMissing = "on_site_missing"
    case bundleNothing = "bundle_nothing"
    case bundleSmall = "bundle_small"
    case bundlePreviews = "bundle_previews"
    case bundleOriginals = "bundle_originals"
    case bundleWritten = "bundle_written"
    case bundleLacking = "bundle_lacking"
    case bundleKnown = "bundle_known"
    case bundleTaken = "bundle_taken"
    case bundleGaps = "bundle_gaps"
    case bundleUnread = "bundle_unread"
    case bundleOpening = "bundle_opening"
    case bundleLater = "bundle_later"
    case exported
    case originalsFreed = "originals_freed"
    case originalsWanted = "originals_wanted"
    case formDocx = "form_docx"
    case formXlsx = "form_xlsx"
    case formHtml = "form_html"
    case rollMissing = "roll_missing"
    case rollUnnamed = "roll_unnamed"
    case releaseMissing = "release_missing"
    case planMissing = "plan_missing"
    case enrolMissing = "enrol_missing"
    case enrolUsed = "enrol_used"
    case photoKeeping = "photo_keeping"
    case photoImporting = "photo_importing"
    case photoFull = "photo_full"
    case photoUnread = "photo_unread"
    case photoLarge = "photo_large"
    case photoRedactWaits = "photo_redact_waits"
    case maskSaving = "mask_saving"
    case saved
    case scanEmpty = "scan_empty"
    case reportSummary = "report_summary"
    case reportOutline = "report_outline"
    case reportOnSite = "report_on_site"
    case reportFindings = "report_findings"
    case chooseDraft = "choose_draft"
    case chooseTold = "choose_told"
    case chooseLeft = "choose_left"
}
