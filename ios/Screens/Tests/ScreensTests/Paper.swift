import Foundation
import XCTest

/// A file that was handed over, as an office program opens it: a ZIP with parts. Its bytes are unpacked and their sums
/// proved by gzip, which every system has.
struct Paper {
    private let bytes: [UInt8]
    private var parts: [String: (packed: ArraySlice<UInt8>, end: ArraySlice<UInt8>, deflated: Bool)] = [:]

    var names: Set<String> { Set(parts.keys) }

    init(_ file: URL) throws {
        bytes = [UInt8](try Data(contentsOf: file))
        XCTAssertEqual(bytes.prefix(4), [0x50, 0x4B, 3, 4], "\(file.lastPathComponent) begins as a ZIP")
        // The directory at its end, which office programs read first.
        let found = stride(from: bytes.count - 22, through: 0, by: -1)
            .first { bytes[$0..<($0 + 4)].elementsEqual([0x50, 0x4B, 5, 6]) }
        let end = try XCTUnwrap(found, "a ZIP that was cut off")
        var at = number(end + 16, 4)
        for _ in 0..<number(end + 10, 2) {
            XCTAssertEqual(bytes[at..<(at + 4)], [0x50, 0x4B, 1, 2])
            let name = number(at + 28, 2), local = number(at + 42, 4)
            let from = local + 30 + number(local + 26, 2) + number(local + 28, 2)
            // CRC-32 and size stand in one order here and behind a gzip.
            let sums = bytes[(at + 16)..<(at + 20)] + bytes[(at + 24)..<(at + 28)]
            parts[String(decoding: bytes[(at + 46)..<(at + 46 + name)], as: UTF8.self)] = (
                bytes[from..<(from + number(at + 20, 4))], sums, number(at + 10, 2) == 8
            )
            at += 46 + name + number(at + 30, 2) + number(at + 32, 2)
        }
    }

    private func number(_ at: Int, _ many: Int) -> Int { (0..<many).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) } }

    /// What a part says.
    func text(_ name: String) throws -> String {
        let part = try XCTUnwrap(parts[name], "\(names.sorted())")
        if !part.deflated { return String(decoding: part.packed, as: UTF8.self) }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("crosscheck-part-\(UUID()).gz")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + part.packed + part.end).write(to: file)
        let gzip = Process(), said = Pipe(), ended = DispatchSemaphore(value: 0)
        gzip.executableURL = URL(fileURLWithPath: "/usr/bin/gzip")
        gzip.arguments = ["-dc", file.path]
        gzip.standardOutput = said
        gzip.terminationHandler = { _ in ended.signal() }
        try gzip.run()
        let text = said.fileHandleForReading.readDataToEndOfFile()
        ended.wait()
        XCTAssertEqual(gzip.terminationStatus, 0, "\(name) is broken")
        return String(decoding: text, as: UTF8.self)
    }

    /// The words of a DOCX, without what they look like.
    func words() throws -> String {
        XCTAssertTrue(names.isSuperset(of: ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]), "\(names)")
        let xml = try text("word/document.xml")
        return xml.replacingOccurrences(of: "<[^>]*>", with: "", options: .regularExpression)
    }
}
