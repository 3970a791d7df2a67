import Foundation

/// A generated campaign, and a hub served from it as a process over TLS on this machine alone: for the tests of the bindings
/// and of the app's screens.
public final class Hub {
    public let folder: URL
    private var serving: Process?
    private let ended = DispatchSemaphore(value: 0)
    /// Port 0 at first: the system gives a free one, and the hub says which; it is the same from then on.
    public private(set) var address: String

    public static let binary = ProcessInfo.processInfo.environment["CROSSCHECK_BIN"] ?? "crosscheck"

    /// - Parameter packs: the built-in checklists of the campaign
    public init(at address: String = "127.0.0.1:0", packs: [String] = ["s0"]) throws {
        self.address = address
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("crosscheck-swift-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let files = [
            "roster.csv": "group,member,role,unit,home,recusals\n"
                + "G01,M01,leader,甲省禁毒办（生成）,甲省,\nG01,M02,member,乙省禁毒办（生成）,乙省,\n"
                + "G02,M03,leader,丙省禁毒办（生成）,丙省,\nG02,M04,member,丁省禁毒办（生成）,丁省,\n",
            "CAMPAIGN.toml": "title = \"交叉检查（生成）\"\nfrom = \"2017-06-05\"\nto = \"2017-06-30\"\n"
                + "packs = \(packs)\nroster = \"roster.csv\"\n" + Self.planned,
            "plan.toml": Self.plan,
            "counties.csv": Self.frame,
            "pass": "a passphrase of the test",
        ]
        for (name, text) in files {
            try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
        }
        try run("init", "CAMPAIGN.toml", "--dir", "camp", "--passphrase-file", "pass")
        try start()
    }

    static let planned = "plans = [\"plan.toml\"]\n"
    static let plan =
        "title = \"县的抽取（生成）\"\nceremony = \"test-1\"\nframe = \"counties.csv\"\nid = \"code\"\n"
        + "name = \"name\"\nstrata = [\"province\"]\ndesign = \"stratified\"\nsize = { per_stratum = 2 }\n"
        + "reserves = { per_stratum = 1, reasons = [\"merged\", \"road\"] }\nseed_scope = \"stratum\"\nannounced = true\n"
    /// Real names and codes of a few counties.
    static let frame =
        "code,name,city,province\n130123,正定县,石家庄市,河北省\n130125,行唐县,石家庄市,河北省\n"
        + "130126,灵寿县,石家庄市,河北省\n130127,高邑县,石家庄市,河北省\n130128,深泽县,石家庄市,河北省\n"
        + "130129,赞皇县,石家庄市,河北省\n130130,无极县,石家庄市,河北省\n130131,平山县,石家庄市,河北省\n"

    /// Serves, and comes back when it says that it does.
    public func start() throws {
        let process = Process()
        let said = Pipe()
        process.executableURL = URL(fileURLWithPath: Self.binary)
        process.arguments = ["--lang", "en", "serve", "--dir", "camp", "--listen", address]
        process.currentDirectoryURL = folder
        process.standardOutput = said
        process.standardError = FileHandle.nullDevice
        let ended = self.ended
        // Not waitUntilExit: it listens on the thread that waits, which is seldom the one that began the process.
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        serving = process
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let more = said.fileHandleForReading.availableData
            if more.isEmpty { throw Said(text: "the hub says nothing") }
            line += more
        }
        let text = String(decoding: line, as: UTF8.self)
        let port = text.components(separatedBy: "127.0.0.1:").last?.prefix { $0.isNumber } ?? ""
        if port.isEmpty { throw Said(text: text) }
        address = "127.0.0.1:\(port)"
    }

    public func stop() {
        guard let running = serving else { return }
        serving = nil
        // Not terminate: a process begun from here may hold that signal back.
        kill(running.processIdentifier, SIGKILL)
        ended.wait()
    }

    public struct Said: Error {
        public let text: String

        public init(text: String) { self.text = text }
    }

    /// Runs a command of the office and gives what it said.
    @discardableResult
    public func run(_ arguments: String...) throws -> String { try run(Self.binary, ["--lang", "en"] + arguments) }

    /// A member's phone opens a site, writes three notes there and is lost before the second reached the hub: the third
    /// waits behind that gap on every phone. Gives the visit.
    public func lose(_ link: String, county: String, kind: String) throws -> String {
        let lost = URL(fileURLWithPath: Self.binary).deletingLastPathComponent().appendingPathComponent("lost")
        return try run(lost.path, [link, county, kind]).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private func run(_ program: String, _ arguments: [String]) throws -> String {
        let done = Process()
        let said = Pipe()
        done.executableURL = URL(fileURLWithPath: program)
        done.arguments = arguments
        done.currentDirectoryURL = folder
        done.standardOutput = said
        done.standardError = said
        let ended = DispatchSemaphore(value: 0)
        done.terminationHandler = { _ in ended.signal() }
        try done.run()
        let text = String(decoding: said.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        ended.wait()
        if done.terminationStatus != 0 { throw Said(text: text) }
        return text
    }

    /// An invitation's link.
    public func invite(_ role: String, enrol: Int = 0) throws -> String {
        let said = try run("invite", "--dir", "camp", "--group", "G01", "--role", role, "--enrol", "\(enrol)")
        guard let link = said.split(separator: "\n").first(where: { $0.hasPrefix("crosscheck://") }) else {
            throw Said(text: said)
        }
        return String(link)
    }

    deinit {
        stop()
        try? FileManager.default.removeItem(at: folder)
    }
}
