// How views are changed, as far as the app uses it: signatures alone.

extension View {
    public func font(_ f: Font) -> Mod<Self> { fatalError() }
    public func lineSpacing(_ f: CGFloat) -> Mod<Self> { fatalError() }
    public func foregroundColor(_ c: Color?) -> Mod<Self> { fatalError() }
    public func frame(width: CGFloat? = nil, height: CGFloat? = nil) -> Mod<Self> { fatalError() }
    public func frame(minHeight: CGFloat? = nil, maxWidth: CGFloat? = nil, alignment: Alignment = .center) -> Mod<Self>
    { fatalError() }
    public func frame(maxWidth: CGFloat?, alignment: Alignment = .center) -> Mod<Self> { fatalError() }
    public func fixedSize(horizontal: Bool, vertical: Bool) -> Mod<Self> { fatalError() }
    public func padding(_ e: Edge.Set, _ l: CGFloat? = nil) -> Mod<Self> { fatalError() }
    public func padding(_ l: CGFloat) -> Mod<Self> { fatalError() }
    public func padding() -> Mod<Self> { fatalError() }
    public func background<V: View>(_ v: V) -> Mod<Self> { fatalError() }
    public func overlay<V: View>(_ v: V) -> Mod<Self> { fatalError() }
    public func cornerRadius(_ r: CGFloat) -> Mod<Self> { fatalError() }
    public func border(_ c: Color, width: CGFloat) -> Mod<Self> { fatalError() }
    public func offset(x: CGFloat, y: CGFloat) -> Mod<Self> { fatalError() }
    public func ignoresSafeArea() -> Mod<Self> { fatalError() }
    public func scaledToFit() -> Mod<Self> { fatalError() }
    public func aspectRatio(_ a: CGFloat?, contentMode: ContentMode) -> Mod<Self> { fatalError() }
    public func monospacedDigit() -> Mod<Self> { fatalError() }
    public func multilineTextAlignment(_ a: TextAlignment) -> Mod<Self> { fatalError() }
    public func tracking(_ a: CGFloat) -> Mod<Self> { fatalError() }
    public func underline(_ on: Bool) -> Mod<Self> { fatalError() }
    public func buttonStyle<S: ButtonStyle>(_ s: S) -> Mod<Self> { fatalError() }
    public func accessibilityLabel(_ s: String) -> Mod<Self> { fatalError() }
    public func accessibilityHidden(_ b: Bool) -> Mod<Self> { fatalError() }
    public func accessibilityAddTraits(_ t: AccessibilityTraits) -> Mod<Self> { fatalError() }
    public func accessibilityElement(children: AccessibilityChildBehavior) -> Mod<Self> { fatalError() }
    public func keyboardType(_ t: UIKeyboardType) -> Mod<Self> { fatalError() }
    public func autocorrectionDisabled(_ b: Bool = true) -> Mod<Self> { fatalError() }
    public func textInputAutocapitalization(_ b: TextInputAutocapitalization) -> Mod<Self> { fatalError() }
    public func textSelection(_ b: Sel) -> Mod<Self> { fatalError() }
    public func contentShape(_ b: Rectangle) -> Mod<Self> { fatalError() }
    public func gesture<G: Gesture>(_ g: G) -> Mod<Self> { fatalError() }
    public func onAppear(perform: @escaping () -> Void) -> Mod<Self> { fatalError() }
    public func onDisappear(perform: @escaping () -> Void) -> Mod<Self> { fatalError() }
    public func scrollDismissesKeyboard(_ m: DM) -> Mod<Self> { fatalError() }
    public func id<I: Hashable>(_ i: I) -> Mod<Self> { fatalError() }
    public func environment<T>(_ k: WritableKeyPath<EnvironmentValues, T>, _ v: T) -> Mod<Self> { fatalError() }
    public func environmentObject<T: ObservableObject>(_ o: T) -> Mod<Self> { fatalError() }
    public func modifier<M: ViewModifier>(_ m: M) -> Mod<(Self, M)> { fatalError() }
}
