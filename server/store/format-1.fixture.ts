/**
 * A data folder as Warren wrote it in format 1 (the code of commit e46a95e), by path: zlib, then base64. The fanout exchange `all` is
 * bound to the durable queues `kept` and `copy`. Persistent messages `body 1` to `body 5` went there; of `kept` two were
 * acknowledged and one was given back; `copy` was purged; then `last` was published.
 */
export const FORMAT_1: Readonly<Record<string, string>> = {
  'definitions.mdb':
    'eNrt289S20YcB3CR8CcDpPTYY0bHhqmxsY3J9BAbg8F/sA0GbDOMZy2tJdn6Z+3Kf2B4jzxCH6DnTh6gx5x767mv0JVjO+BCA5Oh' +
    'nbTfDzOydr1arVb2iJ9+siTNejFa/vb+j1+e3aofl74VLUpz09q5ma0n2yzeqr2//dL4dWGmPNm+++PvCxIAAAD8S25c/9/i+g8A' +
    'APA1m3ui+H/+gdf/yXX++T3/D+D6DwAAAAAAAPDl/hqvP5OWpVXh7cufV399ubiGOQIAAAAA+D8xR8uoRAeKTmyNhjS3VKiQyk4t' +
    'dlmpD+O9fq43zO5mIqRxEovVstHkYTXH9zp6K1u4knu6w7j8Rg7J67JNLCpWiWmKAh+6QaFFbMfnoqz6Hmmaoop7Pl2Xic+dNDUp' +
    'FzUtYjJRZdicejYxpxXE03yL2pyJfuTr49E4w1LXpz4N7W3kCkkS0apWs9HtbzdZ2ugdpap53YrtHNS3N5Tj/k5xmEuyqHPnIBXH' +
    'HYqSocpvIg8Z3N+NJeb0GvS0XLTKiUY6qkTSLa53B7TTHca6vctIsaJu8WyHnm1r0TvH0qEuH48l/PixzI2SrhuSz6gX2jvZSjTy' +
    '+jDBdrfcbKNeN5Pt5kYklTo7OO7kU/v1/JGdbtWKVmL3arJ7zacs2L9LGOs7nhjFlawTpgez1C1UE7nEmRo/2mjm8+F4y6g4tZiu' +
    'vbYrrOdnuLZ/GX6tJYuFvaRVURXRCzE1xzO4bonNxYE0Dd6YdNwIejVsrcF0EonF5WvxKSGaOIpzmaiWYRuMe4Q7nnyxLpuGZQQH' +
    'eC7WXepZBmOGYwcV58HUXYkTaLcMzfeCI/jhe7HjvtjrtOBRon5cv74QPXDHNZTSrW4urqWfxmdxdEpCWqbtm6Sx3bFL/ZrRazLz' +
    'NMPtQs+qHWaypNwqZDf3SSnjDFJsOnXBSVQpUzzD5aJfUZOmLeKb/FXP8LhPzFejsz09zoug+ahBOfjkVEbfEds3TXH2WclzOFU4' +
    'VT99I1jFI8qNiluz4piGYtBxyRGTFMxd6Ubt9TTvvnAj/l+V3BV3BXcAAAAAAACeChktN6WmYasiAArF9a1a+6BXu9zjvVI5xiJn' +
    'zPHbyUis5Azy9UK5MzzZOYmGW6nyTMQomnnKpyBbxB7csMk49pjEkazijMKLSQg53muODoOAcTZ+RPyP+B/x/38z/p+/I/6fl96t' +
    'vV97J/5cxP4AAAAAAAAAD/DdaPnijt/Zf1m7hWm0fvt1aabd/Mz7k+0W7ykHLb+RPiy7Kx+W8QQAAAAAAHzNZnPsp0N9uFnVYhk1' +
    'VT3cPkxolhpJFOJlP7tp+kk7Uxzs7jjZdri9qTwixz7JGz8ux478P/L/yP8j//9P5/8X74j/kf8HAAAAAAAAeJynyv8vTqP1jya/' +
    '45+fafe55wSWZra7Gf8PEP0DAAAAAAAAPOn9gvue23/oc/2Tds8/c5/gT3fMf3M=',
  delivered: 'eNpjYEAFDukNMCbj4ujTmwEXFAOl',
  'format.json': 'eNqrViooyk8pTS5RslIKTywqSs1T0lFKyy/KTQSKGNZyAQC4SgqZ',
  'log/0000000000000000.log':
    'eNoLD/IzZGBgCOjZ/mQtAxpgZGBiYAPS3EDM5lSlMHPPhAsQcQYGJubEnBzGbAMQn4UxM4mRKSk/pVLBMBxqnu2ZyxwOIRBzYDSm' +
    'eRMZcJnHBDHPCGaepuL8aIcUqHkpOM0TwGUeM8Q8Y5h5QbkXNB3yoObl4TRPAZd5LBDzTGDm6YRLPnMogZpXQrp5rBDzTKHmGeaW' +
    '+810qISaB6VZoHoZwYI2EEGYhoN7vux2qBHAoyEaRUO6V50Rt0O9AooGmIvZQZrBLp4VgM3FDEw5icUlIOOZgJgViDlg7lnACIEA' +
    'UeFWZQ==',
};
