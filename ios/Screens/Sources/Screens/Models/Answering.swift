import Crosscheck

/// The answer that is being typed: read from a draft, and a draft begun from an answer.
public struct Answering {
    public static let known = "known", own = "self", counted = "counted", sampled = "sampled"
    public static let choice = "choice", notApplicable = "na", reason = "reason", note = "note", asOf = "as_of"
    public static let fromPaper = "from_paper", number = "number", date = "date", words = "words"
    public static let now = "now_", base = "base_", count = "count", numerator = "numerator"
    public static let denominator = "denominator", measure = "measure_"
    public static let population = "population", lookedAt = "looked_at", hits = "hits"
    public static func option(_ at: Int) -> String { "option_\(at)" }

    let asked: IndicatorScreen
    let draft: Draft

    var form: EntryForm { asked.entry }
    public var isSampled: Bool { draft[Self.known] == Self.sampled }
    public var isExempt: Bool { draft[Self.choice] == Self.notApplicable }

    /// Begins from what stands, where nothing was typed yet.
    ///
    /// - Parameter own: what this person wrote beside the answer: its note, or why the indicator does not apply. Core keeps
    ///   both as one text of each person, apart from the answer.
    func begin(_ own: String) {
        if asked.answers.count == 1, let said = asked.answers[0].said {
            if case .notApplicable = said.answer.value {
                draft.begin(Self.reason, own)
            } else {
                draft.begin(Self.note, own)
            }
            if let asOf = said.asOf { draft.begin(Self.asOf, asOf) }
            if said.fromPaper { draft.begin(Self.fromPaper, Draft.yes) }
            begin(said.answer.value)
            draft.begin(Self.known, said.answer.selfReported ? Self.own : Self.counted)
            if let button = asked.answers[0].button { draft.begin(Self.choice, "\(button)") }
        }
        draft.begin(Self.known, Self.counted)
    }

    private func begin(_ value: Value) {
        switch value {
        case let .document(.seen(number, date)):
            if let number { draft.begin(Self.number, number) }
            if let date { draft.begin(Self.date, date) }
        case let .checklist(there): there.forEach { draft.begin(Self.option(Int($0)), Draft.yes) }
        case let .done(date): if let date { draft.begin(Self.date, date) }
        case let .rate(rate): begin(Self.now, .rate(rate))
        case let .count(count): draft.begin(Self.now + Self.count, count)
        case let .measures(all): all.forEach { draft.begin(Self.measure + $0.key, "\($0.value)") }
        case let .trend(now, base):
            begin(Self.now, now)
            if let base { begin(Self.base, base) }
        case let .sampled(sample):
            draft.begin(Self.known, Self.sampled)
            draft.begin(Self.population, "\(sample.population)")
            draft.begin(Self.lookedAt, "\(sample.lookedAt)")
            draft.begin(Self.hits, "\(sample.hits)")
        case let .text(words): draft.begin(Self.words, words)
        case .notApplicable: draft.begin(Self.choice, Self.notApplicable)
        case .document(.absent), .yesNo, .notDone: break
        }
    }

    private func begin(_ period: String, _ level: Level) {
        switch level {
        case let .count(count): draft.begin(period + Self.count, count)
        case let .rate(rate):
            draft.begin(period + Self.numerator, rate.numerator)
            draft.begin(period + Self.denominator, rate.denominator)
        }
    }

    /// What is said so far; none while something is missing.
    func said() -> Said? {
        guard let value = value() else { return nil }
        return said(value, selfReported: draft[Self.known] == Self.own && !isSample(value))
    }

    /// The same, as the place says it itself.
    func claimed() -> Said? { value().map { said($0, selfReported: true) } }

    private func said(_ value: Value, selfReported: Bool) -> Said {
        let answer = AnswerGiven(value: value, selfReported: selfReported, note: draft.trimmed(Self.note))
        return Said(answer: answer, asOf: draft.words(Self.asOf), fromPaper: draft.isOn(Self.fromPaper))
    }

    /// Whoever drew a sample looked: core knows it by the value.
    private func isSample(_ value: Value) -> Bool {
        if case .sampled = value { return true }
        return false
    }

    private func value() -> Value? {
        if isExempt { return draft.words(Self.reason).map { .notApplicable(reason: $0) } }
        if isSampled { return sample() }
        let choice = draft[Self.choice]
        switch form.asks {
        case .yesNo: return Int(choice).map { .yesNo($0 == 0) }
        case .document: return Int(choice).map { .document($0 == 0 ? seen() : .absent) }
        case .checklist: return checklist(choice)
        case .deadline: return Int(choice).map { $0 == 0 ? .done(draft.words(Self.date)) : .notDone }
        case .rate: return rate(Self.now).map { .rate($0) }
        case .count: return draft.words(Self.now + Self.count).map { .count($0) }
        case .measures: return measures()
        case .trend: return level(Self.now).map { .trend(now: $0, base: level(Self.base)) }
        case .text: return draft.words(Self.words).map { .text($0) }
        }
    }

    private func seen() -> Document { .seen(number: draft.words(Self.number), date: draft.words(Self.date)) }

    private func checklist(_ choice: String) -> Value? {
        if choice.isEmpty { return nil }
        let all = form.options.indices.filter { choice == "0" || draft.isOn(Self.option($0)) }
        return .checklist(all.map(UInt64.init))
    }

    private func rate(_ period: String) -> Rate? {
        guard let numerator = draft.words(period + Self.numerator),
            let denominator = draft.words(period + Self.denominator)
        else { return nil }
        return Rate(numerator: numerator, denominator: denominator)
    }

    private func level(_ period: String) -> Level? {
        if form.isRate { return rate(period).map { .rate($0) } }
        return draft.words(period + Self.count).map { .count($0) }
    }

    private func measures() -> Value? {
        var all: [String: UInt64] = [:]
        for measure in form.measures {
            guard let number = draft.number(Self.measure + measure.code) else { return nil }
            all[measure.code] = number
        }
        return .measures(all)
    }

    private func sample() -> Value? {
        guard let population = draft.number(Self.population), let lookedAt = draft.number(Self.lookedAt),
            let hits = draft.number(Self.hits)
        else { return nil }
        return .sampled(SampleNumbers(population: population, lookedAt: lookedAt, hits: hits))
    }
}
