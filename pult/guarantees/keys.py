"""The key that signs letters: the insurer's own, or one made for the demo."""

import os
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from pyhanko.sign.signers import SimpleSigner

from pult.kernel import clock

DEMO_NAME = "ДЕМО: ключ для примера (demo key)"
DEMO_PASSWORD = b"demo"  # the file is readable by its owner alone; pyhanko wants some password
DEMO_YEARS = 10


class NoKey(RuntimeError):
    """There is nothing to sign letters with."""


@dataclass(frozen=True)
class Key:
    """A signer, and what a letter says of its certificate."""

    signer: SimpleSigner
    owner: str
    serial: str
    valid_until: datetime
    fingerprint: str
    is_demo: bool


def signing_key() -> Key:
    """The key of the settings; the demo's own otherwise. Raises NoKey, saying what to set."""
    if settings.PULT_SIGNING_KEY:
        path, password = Path(settings.PULT_SIGNING_KEY), settings.PULT_SIGNING_PASSWORD.encode()
    elif settings.PULT_DEMO:
        path, password = Path(settings.PULT_VAR) / "secrets" / "signing.p12", DEMO_PASSWORD
        if not path.exists():
            _make(path)
    else:
        raise NoKey("PULT_SIGNING_KEY is not set: letters wait for a key to sign them.")
    if not path.is_file():
        raise NoKey(f"PULT_SIGNING_KEY names a file that is not there: {path}")
    return _load(path, password, path.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _load(path: Path, password: bytes, changed: int) -> Key:
    """Read once for each state of the file."""
    signer = SimpleSigner.load_pkcs12(path, passphrase=password or None)
    if signer is None or signer.signing_cert is None:
        raise NoKey(f"PULT_SIGNING_KEY cannot be read with PULT_SIGNING_PASSWORD: {path}")
    certificate = signer.signing_cert
    subject = certificate.subject.native
    owner = subject.get("common_name") or certificate.subject.human_friendly
    return Key(
        signer=signer,
        owner=owner,
        serial=f"{certificate.serial_number:X}",
        valid_until=certificate.not_valid_after,
        fingerprint=certificate.sha256.hex(),
        is_demo=owner == DEMO_NAME,
    )


def _make(path: Path) -> None:
    """A self-signed certificate whose name says that it is the demo's. When two processes make
    one, the first one's stays."""
    # RSA: a signature by an elliptic curve would make the document PDF 2.0, which PDF/A-2 is not.
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, DEMO_NAME)])
    now = clock.now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * DEMO_YEARS))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_for_signatures(), critical=True)
        .sign(key, hashes.SHA256())
    )
    encryption = BestAvailableEncryption(DEMO_PASSWORD)
    content = pkcs12.serialize_key_and_certificates(b"pult", key, certificate, None, encryption)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    draft.touch(mode=0o600)
    draft.write_bytes(content)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _for_signatures() -> x509.KeyUsage:
    others = ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign")
    return x509.KeyUsage(
        digital_signature=True, content_commitment=True, encipher_only=False, decipher_only=False,
        **dict.fromkeys(others, False),
    )  # fmt: skip
