import Crosscheck
import Foundation

/// 诊断信息: a text for whoever helps, with nothing of what was recorded in it; read before it is handed on.
public final class DiagnosticsModel: Model<DiagnosticsModel.Shows> {
    public struct Shows: Hashable { public let text: String }

    override func fetch(_ desk: Desk) throws -> Shows { Shows(text: try desk.campaign().diagnostics()) }

    public func share() {
        let file = stage.host.folder.shared("diagnostics.txt")
        let text = shown.text
        stage.act({ _ in try Data(text.utf8).write(to: file, options: .atomic) }) { [self] in
            stage.host.sharer.share(file)
        }
    }
}

/// 许可证: what the app is made of, as the build listed it; a build that listed nothing says so.
public final class LicencesModel: Model<LicencesModel.Shows> {
    /// Its paragraphs; none where this build brought no list.
    public struct Shows: Hashable { public let parts: [String]? }

    override func fetch(_ desk: Desk) throws -> Shows {
        let all = stage.host.licences.flatMap { try? String(contentsOf: $0, encoding: .utf8) }
        return Shows(parts: all?.components(separatedBy: "\n\n").map(\.trimmed).filter { !$0.isEmpty })
    }
}
