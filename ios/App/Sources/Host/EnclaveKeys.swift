import Crosscheck
import Foundation
import Security

/// Keys in the Secure Enclave, found again by the Keychain: on this device alone, in no backup, and only while the phone is
/// unlocked. A name stands for a P-256 key that signs and another that wraps, because a key is good for one thing.
final class EnclaveKeys: HostKeys, @unchecked Sendable {
    private enum Use: String { case sign, wrap }

    private static let signs = SecKeyAlgorithm.ecdsaSignatureMessageX962SHA256
    private static let wraps = SecKeyAlgorithm.eciesEncryptionCofactorVariableIVX963SHA256AESGCM

    private func tag(_ name: String, _ use: Use) -> Data { Data("org.crosscheck.app.\(use.rawValue).\(name)".utf8) }

    private func query(_ name: String, _ use: Use) -> [CFString: Any] {
        [
            kSecClass: kSecClassKey, kSecAttrKeyType: kSecAttrKeyTypeECSECPrimeRandom,
            kSecAttrApplicationTag: tag(name, use),
        ]
    }

    /// The Keychain's answers, as core knows them.
    private func failure(_ status: OSStatus) -> HostError {
        switch status {
        case errSecInteractionNotAllowed: .Locked
        case errSecItemNotFound: .KeyGone
        default: .Broken
        }
    }

    private func key(_ name: String, _ use: Use) throws -> SecKey {
        var all = query(name, use)
        all[kSecReturnRef] = true
        var found: CFTypeRef?
        let status = SecItemCopyMatching(all as CFDictionary, &found)
        guard status == errSecSuccess, let found else { throw failure(status) }
        return found as! SecKey
    }

    private func made(_ name: String, _ use: Use) throws -> SecKey {
        if let there = try? key(name, use) { return there }
        guard
            let access = SecAccessControlCreateWithFlags(
                nil, kSecAttrAccessibleWhenUnlockedThisDeviceOnly, .privateKeyUsage, nil)
        else { throw HostError.Broken }
        let attributes: [CFString: Any] = [
            kSecAttrKeyType: kSecAttrKeyTypeECSECPrimeRandom, kSecAttrKeySizeInBits: 256,
            kSecAttrTokenID: kSecAttrTokenIDSecureEnclave,
            kSecPrivateKeyAttrs: [
                kSecAttrIsPermanent: true, kSecAttrApplicationTag: tag(name, use), kSecAttrAccessControl: access,
            ] as [CFString: Any],
        ]
        guard let key = SecKeyCreateRandomKey(attributes as CFDictionary, nil) else { throw HostError.Broken }
        return key
    }

    private func open(_ key: SecKey) throws -> SecKey {
        guard let open = SecKeyCopyPublicKey(key) else { throw HostError.Broken }
        return open
    }

    /// What a call of the Security framework came to; its error says whether the phone is locked.
    private func came(_ call: (UnsafeMutablePointer<Unmanaged<CFError>?>) -> CFData?) throws -> Data {
        var error: Unmanaged<CFError>?
        if let data = call(&error) { return data as Data }
        throw failure(OSStatus(truncatingIfNeeded: error.map { CFErrorGetCode($0.takeRetainedValue()) } ?? 0))
    }

    func make(name: String) throws -> HostKey {
        let key = try made(name, .sign)
        _ = try made(name, .wrap)
        let open = try open(key)
        // The point of the key as SEC1 writes it, uncompressed.
        return HostKey(publicKey: try came { SecKeyCopyExternalRepresentation(open, $0) }, kind: .chip)
    }

    func sign(name: String, message: Data) throws -> Data {
        let key = try key(name, .sign)
        return try came { SecKeyCreateSignature(key, Self.signs, message as CFData, $0) }
    }

    func wrap(name: String, secret: Data) throws -> Data {
        let open = try open(key(name, .wrap))
        return try came { SecKeyCreateEncryptedData(open, Self.wraps, secret as CFData, $0) }
    }

    func unwrap(name: String, wrapped: Data) throws -> Data {
        let key = try key(name, .wrap)
        return try came { SecKeyCreateDecryptedData(key, Self.wraps, wrapped as CFData, $0) }
    }

    func forget(name: String) throws {
        for use in [Use.sign, .wrap] {
            let status = SecItemDelete(query(name, use) as CFDictionary)
            if status != errSecSuccess && status != errSecItemNotFound { throw failure(status) }
        }
    }
}
