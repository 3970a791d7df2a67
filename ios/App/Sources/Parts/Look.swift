import Screens
import SwiftUI

/// Every colour and size of every screen: the values of docs/adr, the same as on Android and in the console.
enum Look {
    static let space1: CGFloat = 4, space2: CGFloat = 8, space3: CGFloat = 12, space4: CGFloat = 16,
        space5: CGFloat = 24
    static let radius: CGFloat = 8, ring: CGFloat = 2
    static let touch: CGFloat = 48, largeTouch: CGFloat = 60
    static let longest = 4_000

    static let ground = color(0xFFFFFF, 0x14171B)
    static let raised = color(0xF4F5F7, 0x1F2329)
    static let ink = color(0x16181D, 0xECEEF1)
    static let muted = color(0x4A4F57, 0xB4BAC3)
    static let accent = color(0x14508C, 0x8FC1F2)
    static let onAccent = color(0xFFFFFF, 0x14171B)
    static let hairline = color(0xC9CDD3, 0x3A4049)
    static let met = color(0x14693A, 0x7FD19A)
    static let notMet = color(0xA8231B, 0xFF9C92)
    static let toCheck = color(0x7A4B00, 0xF2C46D)
    static let notApplicable = color(0x555B64, 0xAEB4BD)
    static let differing = color(0x5E3A96, 0xC9A8F5)

    static func color(of mark: Mark) -> Color {
        switch mark {
        case .met: met
        case .notMet: notMet
        case .toCheck: toCheck
        case .notApplicable, .recorded, .unanswered: notApplicable
        case .differing: differing
        }
    }

    private static func color(_ light: UInt32, _ dark: UInt32) -> Color {
        Color(UIColor { UIColor($0.userInterfaceStyle == .dark ? dark : light) })
    }
}

extension UIColor {
    fileprivate convenience init(_ rgb: UInt32) {
        let part = { (shift: UInt32) in CGFloat(rgb >> shift & 0xFF) / 255 }
        self.init(red: part(16), green: part(8), blue: part(0), alpha: 1)
    }
}

/// The steps of type, each with the one of large mode.
enum Step {
    case small, body, large, title

    func size(_ isLarge: Bool) -> CGFloat {
        switch self {
        case .small: isLarge ? 18 : 14
        case .body: isLarge ? 20 : 16
        case .large: isLarge ? 24 : 18
        case .title: isLarge ? 30 : 22
        }
    }
}

/// Whether somebody chose the larger type for this phone.
struct LargeKey: EnvironmentKey {
    static let defaultValue = false
}

extension EnvironmentValues {
    var isLarge: Bool {
        get { self[LargeKey.self] }
        set { self[LargeKey.self] = newValue }
    }
}

/// A step of type that grows with the system's own, and lines a little apart.
private struct Typeset: ViewModifier {
    @Environment(\.isLarge) private var isLarge
    @ScaledMetric(relativeTo: .body) private var scale: CGFloat = 1
    let step: Step
    let weight: Font.Weight

    func body(content: Content) -> some View {
        let size = step.size(isLarge) * scale
        content.font(.system(size: size, weight: weight)).lineSpacing(size * 0.2)
    }
}

/// At least as high as a finger.
private struct Touchable: ViewModifier {
    @Environment(\.isLarge) private var isLarge

    func body(content: Content) -> some View { content.frame(minHeight: isLarge ? Look.largeTouch : Look.touch) }
}

extension View {
    func typeset(_ step: Step, _ weight: Font.Weight = .regular) -> some View {
        modifier(Typeset(step: step, weight: weight))
    }

    func touchable() -> some View { modifier(Touchable()) }

    /// From side to side, its text at the beginning.
    func across() -> some View { frame(maxWidth: .infinity, alignment: .leading) }
}
