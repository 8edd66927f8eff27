"""Texts that are hard to search, for what folds them here and for what folds them in a browser."""

# Each line: ways to write the same.
ALIKE = [
    ["น้ำ", "น\u0e4d\u0e49า", "น\u0e49\u0e4dา", "นำ\u0e49", "นำ", "น้้ำ", "น๊ำ"],
    ["ตำบล", "ต\u0e4dาบล", "ตํ\u200bาบล", "\u2060ตำบล\ufeff", "ต่ำบล"],
    ["ที่", "ท\u0e48\u0e35", "ที", "ที่่", "ทีี่", "ที้"],
    ["ผู้มีสิทธิ์", "ผ\u0e49\u0e39มีสิทธ\u0e4c\u0e34", "ผูมีสิทธิ์"],
    ["แก้ไข", "เเก้ไข", "เเกไข"],
    ["ปีงบประมาณ พ.ศ. ๒๕๖๖", "ปีงบประมาณ  พ.ศ.\u00a02566", "ปีงบประมาณ\n\tพ.ศ. ２５๖๖", "ปีงบประมาณ\0พ.ศ. 2566"],
    ["ITA Café", "ita cafe\u0301", "ＩＴＡ CAFÉ", "ita cafe", "\u202eita cafe\u202c"],
    ["COVID-19", "covid–19", "Covid—๑๙", "covid\u201119"],
    ["“ซื้อสัตย์”", '"ซือสัตย์"', '“ซื่อสัตย์"'],
    ["office", "o\ufb03ce", "OFFI\u00adCE"],
    ["ฤๅ", "ฤา"],
    ["ก็", "ก็็"],
    ["İstanbul", "istanbul", "I\u0307STANBUL"],
]
# Never the same as its neighbour.
DIFFERENT = [
    "ตาบล",
    "ตำบล",
    "กา",
    "กำ",
    "การณ์",
    "การณ",
    "ก็",
    "ก",
    "เก",
    "แก",
    "เเเก",
    "มิ",
    "มี",
    "มึ",
    "มื",
    "2566",
    "256",
]
ODD = [
    *("", " ", "่", "ำ", "เ", "เเเ", "\0", "\ud800", "\udc00ก", "👩‍👩‍👧", "🇹🇭", "ก" * 300 + "่" * 300, "\U0010ffff"),
    *(
        "ΑΣ",
        "ß",
        "ẞ",
        "ǅ",
        "ﷺ",
        "한국",
        "नमस्ते",
        "ລາວ ນ້ຳ",
        "e\u0301\u0323",
        "a\u0085b\u2028c",
        "\u202eกข\u202c",
        "\x1c\x1d",
    ),
]
ALL = list(dict.fromkeys([*(text for texts in ALIKE for text in texts), *DIFFERENT, *ODD]))
