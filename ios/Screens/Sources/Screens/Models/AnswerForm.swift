import Crosscheck

/// How a text is typed.
public enum Typed { case line, words, number, date, code }

/// A field to type into, or a number of the pad: the name it is kept under, and what it is called.
public struct Field: Equatable {
    public let name: String
    public let label: Told
    public let typed: Typed
}

/// What is to be entered for an answer, in the words of its type; the view draws each part.
public enum Entry: Equatable {
    case field(Field)
    /// Numbers typed with one pad under them.
    case pad([Field])
    /// An option of a list, by its number.
    case option(Int, String)
}

/// One of several things to choose: the code it is kept as, and its words.
public struct Option: Equatable {
    public let code: String
    public let words: Told
}

/// The entry of an answer: which buttons, which fields.
public struct AnswerForm {
    let answering: Answering
    private var form: EntryForm { answering.form }

    /// The buttons of the type and 不适用; none of the former for numbers or where a sample is entered.
    public var choices: [Option] {
        let all = form.buttons.enumerated().map { Option(code: "\($0)", words: .sentence($1.word)) }
        let exempt = Option(code: Answering.notApplicable, words: .word(.notApplicable))
        return (answering.isSampled ? [] : all) + [exempt]
    }

    /// How it is known; nothing to choose where there is one way.
    public var known: [Option] {
        if form.known.count < 2 { return [] }
        let codes = [Answering.own, Answering.counted, Answering.sampled]
        return zip(codes, form.known).map { Option(code: $0, words: .sentence($1)) }
    }

    public var entries: [Entry] {
        if answering.isExempt { return [field(.reason, Answering.reason, .words)] }
        if answering.isSampled {
            return [
                .pad([
                    number(Answering.population, .word(.samplePopulation)),
                    number(Answering.lookedAt, .word(.sampleLookedAt)), number(Answering.hits, .word(.sampleHits)),
                ])
            ]
        }
        switch form.asks {
        case .yesNo: return []
        case .document:
            return [field(.documentNumber, Answering.number, .line), field(.documentDate, Answering.date, .date)]
        case .checklist: return form.options.enumerated().map { .option($0, $1) }
        case .deadline: return [field(.doneDate, Answering.date, .date)]
        case .rate: return [.pad(rate(Answering.now, nil))]
        case .count: return [.pad([count(Answering.now, nil)])]
        case .measures: return [.pad(form.measures.map { number(Answering.measure + $0.code, .sentence($0.words)) })]
        case .trend: return [.pad(level(Answering.now, .now) + level(Answering.base, .base))]
        case .text: return [field(.answer, Answering.words, .words)]
        }
    }

    /// What may be said beside every answer.
    public var beside: [Entry] { [field(.note, Answering.note, .words), field(.asOf, Answering.asOf, .date)] }

    /// Whether an option of a list is there; all are where the first button says so.
    public func isThere(_ at: Int) -> Bool {
        answering.draft[Answering.choice] == "0" || answering.draft.isOn(Answering.option(at))
    }

    /// Turns an option; the buttons of the list follow.
    func turn(_ at: Int) {
        let draft = answering.draft
        let there = isThere(at)
        if draft[Answering.choice] == "0" {
            form.options.indices.forEach { draft[Answering.option($0)] = Draft.yes }
        }
        draft[Answering.option(at)] = there ? "" : Draft.yes
        draft[Answering.choice] = form.options.indices.allSatisfy { draft.isOn(Answering.option($0)) } ? "0" : "1"
    }

    private func field(_ word: Word, _ name: String, _ typed: Typed) -> Entry {
        .field(Field(name: name, label: .word(word), typed: typed))
    }

    private func number(_ name: String, _ label: Told) -> Field { Field(name: name, label: label, typed: .number) }

    private func named(_ period: Word?, _ label: Told) -> Told { period.map { .between([.word($0), label]) } ?? label }

    private func rate(_ period: String, _ word: Word?) -> [Field] {
        let numerator: Told = form.numerator.isEmpty ? .word(.numerator) : .sentence(form.numerator)
        let denominator: Told = form.denominator.isEmpty ? .word(.denominator) : .sentence(form.denominator)
        return [
            number(period + Answering.numerator, named(word, numerator)),
            number(period + Answering.denominator, named(word, denominator)),
        ]
    }

    private func count(_ period: String, _ word: Word?) -> Field {
        let label: Told = form.unit.isEmpty ? .word(.count) : .between([.word(.count), .sentence(form.unit)])
        return number(period + Answering.count, named(word, label))
    }

    private func level(_ period: String, _ word: Word) -> [Field] {
        form.isRate ? rate(period, word) : [count(period, word)]
    }
}

/// The number pad: the number that is typed now stands in the draft, as what is typed does.
public struct NumberPad {
    public static let point = ".", back = "⌫"
    public static let keys = [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"], [point, "0", back]]
    private static let box = "box", longest = 15

    let draft: Draft
    public let numbers: [Field]

    public var at: Int { min(Int(draft[Self.box]) ?? 0, max(numbers.count - 1, 0)) }

    func choose(_ at: Int) { draft[Self.box] = "\(at)" }

    func press(_ key: String) {
        guard !numbers.isEmpty else { return }
        let name = numbers[at].name
        let before = draft[name]
        if key == Self.back {
            draft[name] = String(before.dropLast())
        } else if before.count >= Self.longest || (key == Self.point && before.contains(Self.point)) {
            return
        } else {
            draft[name] = before == "0" && key != Self.point ? key : before + key
        }
    }
}
