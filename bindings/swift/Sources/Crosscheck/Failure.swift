// What went wrong, as a screen shows it: the one place where a shell takes the generated errors apart.

/// What a person can do about it.
public enum FailureKind: Sendable {
    case badInput, refused, checkFailed, notYet, notFound, storage, cancelled
    /// The library failed in a way it does not know of.
    case broken
}

/// A sentence to show, a code that stays the same in every language, and the place, if there is one.
public struct Failure: Error, Equatable, Sendable {
    public let kind: FailureKind
    public let code: String
    public let sentence: String
    public let place: String

    public init(kind: FailureKind, code: String, sentence: String, place: String) {
        self.kind = kind
        self.code = code
        self.sentence = sentence
        self.place = place
    }

    /// What went wrong; of what is no error of the library nothing but its kind is kept.
    public init(_ thrown: Error) {
        switch thrown {
        case let CrosscheckError.BadInput(code, sentence, place):
            self.init(kind: .badInput, code: code, sentence: sentence, place: place)
        case let CrosscheckError.Refused(code, sentence, place):
            self.init(kind: .refused, code: code, sentence: sentence, place: place)
        case let CrosscheckError.CheckFailed(code, sentence, place):
            self.init(kind: .checkFailed, code: code, sentence: sentence, place: place)
        case let CrosscheckError.NotYet(code, sentence, place):
            self.init(kind: .notYet, code: code, sentence: sentence, place: place)
        case let CrosscheckError.NotFound(code, sentence, place):
            self.init(kind: .notFound, code: code, sentence: sentence, place: place)
        case let CrosscheckError.Storage(code, sentence, place):
            self.init(kind: .storage, code: code, sentence: sentence, place: place)
        case let CrosscheckError.Cancelled(code, sentence, place):
            self.init(kind: .cancelled, code: code, sentence: sentence, place: place)
        default:
            self.init(kind: .broken, code: "internal", sentence: "", place: "")
        }
    }
}
