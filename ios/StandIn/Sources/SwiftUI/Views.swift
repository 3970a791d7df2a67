// What the views are made of, as far as the app uses it: signatures alone. Nobody calls any of it.
@_exported import Foundation

@MainActor @preconcurrency public protocol View { associatedtype Body: View; @ViewBuilder var body: Body { get } }
extension Never: View { public var body: Never { fatalError() } }
public protocol Prim: View where Body == Never {}
extension Prim { public var body: Never { fatalError() } }
public struct EmptyView: Prim { nonisolated public init() {} }
public struct TupleView<T>: Prim {}
public struct Cond<A: View, B: View>: Prim {}
public struct Mod<A>: Prim {}
public struct AnyView: Prim { public init<V: View>(_ v: V) {} }
extension Optional: View where Wrapped: View { public var body: Never { fatalError() } }
@resultBuilder public struct ViewBuilder {
    public static func buildBlock() -> EmptyView { EmptyView() }
    public static func buildBlock<C: View>(_ c: C) -> C { c }
    public static func buildBlock<each C: View>(_ c: repeat each C) -> TupleView<(repeat each C)> { fatalError() }
    public static func buildExpression<C: View>(_ c: C) -> C { c }
    public static func buildIf<C: View>(_ c: C?) -> C? { c }
    public static func buildEither<A: View, B: View>(first: A) -> Cond<A, B> { fatalError() }
    public static func buildEither<A: View, B: View>(second: B) -> Cond<A, B> { fatalError() }
}
public struct Font {
    public enum Weight { case regular, semibold, bold };
    public static func system(size: CGFloat, weight: Weight) -> Font { Font() }; public enum TextStyle { case body }
}
public struct Color: Prim {
    public init(_ c: UIColor) {};
    public static let white = Color(UIColor(red: 0, green: 0, blue: 0, alpha: 0)), black = white, clear = white
}
public protocol ShapeStyle {}; extension Color: ShapeStyle {}
public struct Text: Prim {
    public init(_ s: String) {}
    public func bold() -> Text { self }; public func underline(_ on: Bool = true) -> Text { self };
    public func foregroundColor(_ c: Color?) -> Text { self }
    public static func + (a: Text, b: Text) -> Text { a }
}
public enum HorizontalAlignment { case leading, center, trailing }; public enum VerticalAlignment { case top, center }
public struct Alignment { public static let leading = Alignment(), topLeading = Alignment(), center = Alignment() }
public enum TextAlignment { case leading, trailing }
public struct Edge {
    public struct Set: OptionSet {
        public let rawValue: Int; public init(rawValue: Int) { self.rawValue = rawValue };
        public static let horizontal = Set(rawValue: 1), vertical = Set(rawValue: 2), top = Set(rawValue: 4),
            all = Set(rawValue: 7)
    }
}
public struct VStack<C: View>: Prim {
    public init(alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> C) {}
}
public struct LazyVStack<C: View>: Prim {
    public init(alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> C) {}
}
public struct HStack<C: View>: Prim {
    public init(alignment: VerticalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> C) {}
}
public struct ZStack<C: View>: Prim { public init(alignment: Alignment = .center, @ViewBuilder content: () -> C) {} }
public struct ScrollView<C: View>: Prim { public init(@ViewBuilder content: () -> C) {} }
public struct Divider: Prim { public init() {} }
public struct ProgressView: Prim { public init(value: Double?) {} }
public struct Rectangle: Prim { public init() {}; public func fill(_ c: Color) -> Mod<Self> { fatalError() } }
public struct RoundedRectangle: Prim {
    public init(cornerRadius: CGFloat) {};
    public func stroke(_ c: Color, lineWidth: CGFloat) -> Mod<Self> { fatalError() }
}
public struct Image: Prim {
    public init(uiImage: UIImage) {}; public enum I { case none }; public func interpolation(_ i: I) -> Image { self };
    public func resizable() -> Image { self }
}
public struct Button<L: View>: Prim { public init(action: @escaping () -> Void, @ViewBuilder label: () -> L) {};  }
public struct ForEach<D: RandomAccessCollection, ID: Hashable, C: View>: Prim {
    public init(_ d: D, id: KeyPath<D.Element, ID>, @ViewBuilder content: @escaping (D.Element) -> C) {}
}
@propertyWrapper public struct Binding<T> {
    public var wrappedValue: T {
        get { fatalError() }
        nonmutating set {}
    }; public init(get: @escaping () -> T, set: @escaping (T) -> Void) {}
}
public enum Axis { case vertical, horizontal }
public struct TextField: Prim { public init(_ s: String, text: Binding<String>, axis: Axis) {} }
public struct GeometryProxy { public var size: CGSize { fatalError() } }
public struct GeometryReader<C: View>: Prim { public init(@ViewBuilder content: @escaping (GeometryProxy) -> C) {} }
public protocol Gesture {}
public struct DragGesture: Gesture {
    public struct Value { public let startLocation: CGPoint, location: CGPoint };
    public init(minimumDistance: CGFloat) {}
    public func onChanged(_ f: @escaping (Value) -> Void) -> DragGesture { self };
    public func onEnded(_ f: @escaping (Value) -> Void) -> DragGesture { self }
}
public struct AccessibilityTraits: OptionSet {
    public let rawValue: Int; public init(rawValue: Int) { self.rawValue = rawValue };
    public static let isHeader = Self(rawValue: 1), isButton = Self(rawValue: 2), isSelected = Self(rawValue: 4)
}
public enum AccessibilityChildBehavior { case combine, ignore }
public protocol ButtonStyle {}; public struct PlainButtonStyle: ButtonStyle {};
extension ButtonStyle where Self == PlainButtonStyle {
    public static var plain: PlainButtonStyle { PlainButtonStyle() }
}
public enum TextInputAutocapitalization { case never }
public struct Sel { public static let enabled = Sel() }
public enum DM { case interactively }
public enum ContentMode { case fit, fill }
public struct MC: Prim {}
@MainActor @preconcurrency public protocol ViewModifier {
    associatedtype Body: View; typealias Content = MC; @ViewBuilder func body(content: Content) -> Body
}
public protocol EnvironmentKey { associatedtype Value; static var defaultValue: Value { get } }
public struct EnvironmentValues {
    public subscript<K: EnvironmentKey>(k: K.Type) -> K.Value {
        get { K.defaultValue }
        set {}
    }
}
@propertyWrapper public struct Environment<T> {
    public var wrappedValue: T { fatalError() }; public init(_ k: KeyPath<EnvironmentValues, T>) {}
}
@propertyWrapper public struct ScaledMetric<T> {
    public var wrappedValue: T;
    public init(wrappedValue: T, relativeTo: Font.TextStyle) { self.wrappedValue = wrappedValue }
}
@propertyWrapper public struct State<T> {
    public var wrappedValue: T {
        get { fatalError() }
        nonmutating set {}
    }; public init(wrappedValue: T) {};
}
extension State where T: ExpressibleByNilLiteral { public init() {} }
public class Pub { public func send() {} }
public protocol ObservableObject: AnyObject {}
extension ObservableObject { public var objectWillChange: Pub { Pub() } }
@propertyWrapper public struct EnvironmentObject<T: ObservableObject> {
    public var wrappedValue: T { fatalError() }; public init() {}
}
@propertyWrapper public struct StateObject<T: ObservableObject> {
    public var wrappedValue: T { fatalError() }; public init(wrappedValue: @autoclosure @escaping () -> T) {}
}
public struct ProposedViewSize {
    public var width: CGFloat?; public var height: CGFloat?; public init(width: CGFloat?, height: CGFloat?) {};
    public init(_ s: CGSize) {}
}
public struct Sub {
    public func sizeThatFits(_ p: ProposedViewSize) -> CGSize { fatalError() };
    public func place(at: CGPoint, proposal: ProposedViewSize) {}
}
public protocol Layout: View where Body == Never {
    typealias Subviews = [Sub];
    func sizeThatFits(proposal: ProposedViewSize, subviews: Subviews, cache: inout ()) -> CGSize;
    func placeSubviews(in bounds: CGRect, proposal: ProposedViewSize, subviews: Subviews, cache: inout ())
}
extension Layout {
    public var body: Never { fatalError() };
    public func callAsFunction<V: View>(@ViewBuilder _ c: () -> V) -> Mod<V> { fatalError() }
}
public protocol UIViewRepresentable: Prim {
    associatedtype V; typealias Context = Int; func makeUIView(context: Context) -> V;
    func updateUIView(_ view: V, context: Context)
}
