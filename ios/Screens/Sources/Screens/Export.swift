import Crosscheck
import Foundation

extension Stage {
    /// Has core write a file, says what to look at in it, and hands it to whoever is chosen.
    func export(_ name: String, _ begin: @escaping (Campaign, String) throws -> Errand) {
        let fit = name.components(separatedBy: Self.unfit).joined()
        let file = host.folder.shared(fit)
        errand(
            { try begin($0, file.path) },
            then: { [self] outcome in
                if case let .exported(_, remarks) = outcome {
                    say(.lines([.word(.exported, [file.lastPathComponent])] + remarks.map { .sentence($0) }))
                }
                host.sharer.share(file)
            })
    }

    /// What stands in no file's name.
    private static let unfit = CharacterSet(charactersIn: "/\\:*?\"<>|").union(.whitespacesAndNewlines)
}

extension PaperForm: Coded {
    public var ending: String { "\(self)" }

    public var word: Word {
        switch self {
        case .docx: .formDocx
        case .xlsx: .formXlsx
        case .html: .formHtml
        }
    }
}
