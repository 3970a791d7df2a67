// swift-tools-version:5.9
// Crosscheck for Swift: what the generator wrote, and its tests with the real library.
// The generator runs first: cargo run -p crosscheck-bindgen; the linker is told where the library lies.
// Language mode 5: the generator's asynchronous code is not yet written for 6.
import PackageDescription

let package = Package(
    name: "Crosscheck",
    products: [.library(name: "Crosscheck", targets: ["Crosscheck"])],
    targets: [
        .systemLibrary(name: "CrosscheckFFI", path: "generated/CrosscheckFFI"),
        .target(
            name: "Crosscheck",
            dependencies: ["CrosscheckFFI"],
            path: ".",
            exclude: ["Tests", "test", "generated/CrosscheckFFI"],
            sources: ["Sources/Crosscheck", "generated/Crosscheck"]
        ),
        .testTarget(name: "CrosscheckTests", dependencies: ["Crosscheck"], path: "Tests/CrosscheckTests"),
    ]
)
