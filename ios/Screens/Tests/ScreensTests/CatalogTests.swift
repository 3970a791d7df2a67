import Foundation
import XCTest

@testable import Screens

/// What the app's own files say, as far as text can tell: every word is there in both languages, and no view decides.
final class CatalogTests: XCTestCase {
    private static let app = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("App")

    private struct Catalog: Decodable {
        struct Entry: Decodable {
            struct Localized: Decodable {
                struct Unit: Decodable { let value: String }
                let stringUnit: Unit
            }
            let localizations: [String: Localized]
        }
        let sourceLanguage: String
        let strings: [String: Entry]
    }

    private func catalog() throws -> Catalog {
        let file = Self.app.appendingPathComponent("Resources/Localizable.xcstrings")
        return try JSONDecoder().decode(Catalog.self, from: Data(contentsOf: file))
    }

    private func sources() throws -> [(name: String, text: String)] {
        let folder = Self.app.appendingPathComponent("Sources")
        return try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }.map {
            ($0, try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8))
        }
    }

    /// The texts in quotes of a source that look like the name of a word, where words are said.
    private func named(_ text: String) throws -> Set<String> {
        var all: Set<String> = []
        for call in text.components(separatedBy: "say(").dropFirst() {
            // Up to the end of the first argument: a choice between two words names both.
            let first = call.prefix { $0 != "," && $0 != "\n" && $0 != ")" }
            let quoted = first.components(separatedBy: "\"")
            for at in stride(from: 1, to: quoted.count, by: 2) {
                if quoted[at].allSatisfy({ $0.isLowercase || $0 == "_" }) { all.insert(quoted[at]) }
            }
        }
        return all.filter { !$0.isEmpty }
    }

    func testEveryWordIsThereInBothLanguagesWithTheSamePlaces() throws {
        let catalog = try catalog()
        XCTAssertEqual(catalog.sourceLanguage, "zh-Hans")
        var wanted = Set(Word.allCases.map(\.rawValue))
        for (_, text) in try sources() { wanted.formUnion(try named(text)) }
        XCTAssertGreaterThan(wanted.count, 300, "the views say something")
        for word in wanted.sorted() { XCTAssertNotNil(catalog.strings[word], "\(word) is in no language") }
        for (name, entry) in catalog.strings {
            XCTAssertEqual(Set(entry.localizations.keys), ["zh-Hans", "en"], name)
            let places = entry.localizations.mapValues { text in
                (1...9).filter { text.stringUnit.value.contains("%\($0)$@") }
            }
            XCTAssertEqual(places["zh-Hans"], places["en"], name)
            for (lang, text) in entry.localizations {
                XCTAssertFalse(text.stringUnit.value.isEmpty, "\(name) in \(lang)")
                // Every place is a text: numbers are written before they are put in.
                XCTAssertNil(text.stringUnit.value.range(of: "%[0-9]\\$[^@]", options: .regularExpression), name)
            }
        }
    }

    func testNoModelKnowsAUserInterfaceAndNoViewCallsTheCore() throws {
        let models = Self.app.deletingLastPathComponent().appendingPathComponent("Screens/Sources/Screens")
        for name in try FileManager.default.subpathsOfDirectory(atPath: models.path) where name.hasSuffix(".swift") {
            let text = try String(contentsOf: models.appendingPathComponent(name), encoding: .utf8)
            for forbidden in ["import SwiftUI", "import UIKit", "import Combine", "Calendar", "Date()", ".sort("] {
                XCTAssertFalse(text.contains(forbidden), "\(name): \(forbidden)")
            }
        }
        for (name, text) in try sources() where name.hasPrefix("Views/") {
            for forbidden in [".campaign()", "core.ask", "stage.act", ".sorted", ".sort("] {
                XCTAssertFalse(text.contains(forbidden), "\(name): \(forbidden)")
            }
        }
    }

    /// WCAG's contrast of two colours, by the values of Look.swift.
    func testEveryColourOfTextIsReadOnBothGroundsInBothThemes() throws {
        let look = try XCTUnwrap(sources().first { $0.name == "Parts/Look.swift" }).text
        var colours: [String: (light: UInt32, dark: UInt32)] = [:]
        for line in look.components(separatedBy: "\n") where line.contains("= color(0x") {
            let words = line.components(separatedBy: CharacterSet(charactersIn: " (),")).filter { !$0.isEmpty }
            let values = words.filter { $0.hasPrefix("0x") }.compactMap { UInt32($0.dropFirst(2), radix: 16) }
            colours[words[2]] = (values[0], values[1])
        }
        XCTAssertEqual(colours["accent"]?.light, 0x14508C)
        for name in ["ink", "muted", "accent", "met", "notMet", "toCheck", "notApplicable", "differing"] {
            let text = try XCTUnwrap(colours[name], name)
            for ground in try [XCTUnwrap(colours["ground"]), XCTUnwrap(colours["raised"])] {
                XCTAssertGreaterThanOrEqual(contrast(text.light, ground.light), 6.1, name)
                XCTAssertGreaterThanOrEqual(contrast(text.dark, ground.dark), 6.1, name)
            }
        }
    }

    private func contrast(_ one: UInt32, _ other: UInt32) -> Double {
        let light = [luminance(one), luminance(other)].sorted()
        return (light[1] + 0.05) / (light[0] + 0.05)
    }

    private func luminance(_ rgb: UInt32) -> Double {
        linear(rgb >> 16 & 0xFF) * 0.2126 + linear(rgb >> 8 & 0xFF) * 0.7152 + linear(rgb & 0xFF) * 0.0722
    }

    private func linear(_ part: UInt32) -> Double {
        let value = Double(part) / 255
        if value <= 0.04045 { return value / 12.92 }
        return pow((value + 0.055) / 1.055, 2.4)
    }
}
