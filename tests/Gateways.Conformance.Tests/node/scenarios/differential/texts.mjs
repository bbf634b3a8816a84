// Text as it comes back, character by character.
import { differs, same } from '../../lib/differential.mjs';

const texts = [
  '"<é&\'\\"\\\\/"', '"\u{1f600}"', '"\u2028\u2029\u007f\u009f\ufeff\u00a0\ue000"', '"\\ud83d\\ude00"', '"\\u0000\\u0001\\b\\f\\n\\r\\t"', '"\\u00e9\\/"', '""', '"てすと Я"',
];
for (const text of texts) {
  await same(`a handler's string ${JSON.stringify(text)}`, async peer => (await peer.enter('/diff,')).answers(`42/diff,1["text",${text}]`));
}

await differs('half of a surrogate pair', 'half of a surrogate pair, for a handler that takes text', async peer => (await (await peer.enter('/diff,')).answers('42/diff,1["text","\\ud800"]')).length, 3);

for (const number of ['0', '-0.5', '1e21', '1e-7', '123456789012345680000', '0.1', '1E3', '1.0', '5e-324', '1.7976931348623157e308', '9007199254740993', '100000000000000000000']) {
  await same(`a handler's number ${number}`, async peer => (await peer.enter('/diff,')).answers(`42/diff,1["number",${number}]`));
}

for (const json of ['"<é&\'"', '"\u{1f600}\u2028\u00a0"', '[1,[2,{"b":null,"a":true}]]', '{"__proto__":1,"constructor":{}}', '"\\ud800"', '"\\u0000"', '1e+21', '{"":0}', '[]', '{}']) {
  await same(`JSON that is handed on ${json}`, async peer => (await peer.enter('/diff,')).answers(`42/diff,1["echo",${json}]`, `42/diff,["say",${json},${json}]`));
}

for (const [json, kept] of [['1e400', '1e400'], ['9007199254740993', '9007199254740993'], ['-0', '-0'], ['1.0', '1.0'], ['1E3', '1E3'], ['{"a":1,"a":2}', '{"a":1,"a":2}'], ['"\\u00e9\\/"', '"\\u00e9\\/"']]) {
  await differs('JSON that a handler hands on unread', `JSON that is handed on ${json}`, async peer => (await peer.enter('/diff,')).answers(`42/diff,1["echo",${json}]`),
    [`43/diff,1[${kept}]`, '43/diff,999["end"]']);
}
