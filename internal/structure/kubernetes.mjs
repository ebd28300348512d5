// Judges manifests, one a line, by Kubernetes' own models: TypeScript refuses keys that
// there are not, the models' schemas whatever has a wrong value. The answer is what is
// wrong, a line each.
import {createInterface} from 'node:readline'
import {fileURLToPath} from 'node:url'
import ts from 'typescript'

const packageOf = api => (api.startsWith('monitoring.coreos.com/') ? '@kubernetes-models/prometheus-operator/' : 'kubernetes-models/') + api
const options = {strict: true, noEmit: true, skipLibCheck: true, preserveSymlinks: true, types: [], target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler}

const manifests = []
for await (const line of createInterface({input: process.stdin})) manifests.push(JSON.parse(line))
const sources = new Map(manifests.map((m, i) => [fileURLToPath(new URL(`manifest${i}.ts`, import.meta.url)),
  `import type {I${m.kind}} from '${packageOf(m.apiVersion)}'\nexport const manifest: I${m.kind} = ${JSON.stringify(m)}\n`]))
const host = ts.createCompilerHost(options)
const {getSourceFile, fileExists, readFile} = host
host.getSourceFile = (name, ...rest) => sources.has(name) ? ts.createSourceFile(name, sources.get(name), ts.ScriptTarget.ESNext) : getSourceFile(name, ...rest)
host.fileExists = name => sources.has(name) || fileExists(name)
host.readFile = name => sources.get(name) ?? readFile(name)
const program = ts.createProgram([...sources.keys()], options, host)
const names = [...sources.keys()]
for (const [i, m] of manifests.entries()) {
  const wrong = ts.getPreEmitDiagnostics(program, program.getSourceFile(names[i])).map(d => ts.flattenDiagnosticMessageText(d.messageText, ' '))
  try {
    const models = await import(packageOf(m.apiVersion))
    new models[m.kind](m).validate()
  } catch (e) {
    wrong.push(e.message)
  }
  console.log(JSON.stringify(wrong))
}
